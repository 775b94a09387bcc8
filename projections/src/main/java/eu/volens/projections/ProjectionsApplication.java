package eu.volens.projections;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The projections as a process of their own, or as one of three in the standalone process. */
@SpringBootApplication
public class ProjectionsApplication {

    public static void main(String[] args) {
        application().run(args);
    }

    /** Configured by {@code projections.yml}, never {@code application.yml}: three applications share one class path. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ProjectionsApplication.class).properties("spring.config.name=projections");
    }
}
