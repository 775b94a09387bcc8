package eu.volens.standalone.demo;

import java.util.List;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The demonstration pages served alone, without the services behind them. */
@ImportAutoConfiguration({TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class, HttpEncodingAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
        MessageSourceAutoConfiguration.class, ThymeleafAutoConfiguration.class})
@Import(DemoController.class)
class DemoSite {
    static final List<String> AREAS = List.of("personal", "support", "business", "account");
    static final List<String> LANGUAGES = List.of("fr", "nl", "de", "en");

    static ConfigurableApplicationContext serve() {
        return new SpringApplicationBuilder(DemoSite.class).properties(
                "spring.config.name=none-of-ours", "server.port=0", "spring.main.banner-mode=off",
                "spring.thymeleaf.prefix=classpath:/standalone/templates/",
                "spring.messages.basename=standalone/demo/messages", "spring.messages.fallback-to-system-locale=false",
                "spring.web.resources.static-locations=classpath:/standalone/static/,classpath:/META-INF/resources/").run();
    }

    static String origin(ConfigurableApplicationContext site) {
        return "http://localhost:" + site.getEnvironment().getProperty("local.server.port");
    }
}
