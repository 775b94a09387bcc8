package eu.volens.standalone;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/**
 * The pages of the standalone process itself: home, demo site, mailbox. Names what it needs of Spring Boot one by one, because the
 * class path also holds what the services need.
 */
@SpringBootConfiguration
@ComponentScan({"eu.volens.standalone.clock", "eu.volens.standalone.demo", "eu.volens.standalone.home", "eu.volens.standalone.mailbox", "eu.volens.standalone.system"})
@ImportAutoConfiguration({DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class,
        HttpEncodingAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class, JacksonAutoConfiguration.class,
        MessageSourceAutoConfiguration.class, MultipartAutoConfiguration.class, ThymeleafAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class})
class PagesApplication {

    /** Configured by {@code standalone-pages.yml}. */
    static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(PagesApplication.class).properties("spring.config.name=standalone-pages");
    }
}
