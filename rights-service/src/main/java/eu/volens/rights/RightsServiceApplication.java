package eu.volens.rights;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The rights service as a process of its own, or as one of three in the standalone process. */
@SpringBootApplication
public class RightsServiceApplication {

    public static void main(String[] args) {
        application().run(args);
    }

    /** Configured by {@code rights-service.yml}, never {@code application.yml}: three applications share one class path. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(RightsServiceApplication.class).main(RightsServiceApplication.class)
                .properties("spring.config.name=rights-service");
    }
}
