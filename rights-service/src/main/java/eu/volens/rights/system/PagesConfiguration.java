package eu.volens.rights.system;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;

/** Where pages find the frame that all services share. */
@Configuration(proxyBeanMethods = false)
class PagesConfiguration {

    @Bean
    SpringResourceTemplateResolver houseStyleTemplates() {
        var resolver = new SpringResourceTemplateResolver();
        resolver.setPrefix("classpath:/house-style/templates/");
        resolver.setSuffix(".html");
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCheckExistence(true);
        // Before ours: the frame is found at its first try.
        resolver.setOrder(10);
        return resolver;
    }
}
