package eu.volens.ledger;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The ledger as a process of its own, or as one of three in the standalone process. */
@SpringBootApplication
public class LedgerServiceApplication {

    public static void main(String[] args) {
        application().run(args);
    }

    /** Configured by {@code ledger-service.yml}, never {@code application.yml}: three applications share one class path. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(LedgerServiceApplication.class).main(LedgerServiceApplication.class)
                .properties("spring.config.name=ledger-service");
    }
}
