package eu.volens.standalone.system;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;

/** Puts the pages together. */
@Configuration(proxyBeanMethods = false)
class PagesConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Surroundings.real().clock();
    }

    @Bean
    LocaleResolver localeResolver() {
        return new AskedLanguage();
    }

    /** The frame that every page of the house shares. */
    @Bean
    SpringResourceTemplateResolver houseStyleTemplates() {
        SpringResourceTemplateResolver resolver = new SpringResourceTemplateResolver();
        resolver.setPrefix("classpath:/house-style/templates/");
        resolver.setSuffix(".html");
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCheckExistence(true);
        resolver.setOrder(10);
        return resolver;
    }
}
