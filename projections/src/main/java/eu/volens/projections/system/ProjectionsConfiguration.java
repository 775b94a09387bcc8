package eu.volens.projections.system;

import eu.volens.projections.rebuild.Rebuild;
import eu.volens.transport.KafkaSettings;
import eu.volens.transport.KafkaTransport;
import eu.volens.transport.ReaderTransaction;
import eu.volens.transport.WireTransport;
import eu.volens.wire.key.ApiKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** Puts the projections together. The clock and the transport may be brought from outside. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionsSettings.class)
class ProjectionsConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    WireTransport wireTransport(ProjectionsSettings settings) {
        return new KafkaTransport(KafkaSettings.at(settings.kafka().bootstrapServers()));
    }

    @Bean
    ReaderTransaction readerTransaction(DataSource dataSource) {
        return ReaderTransaction.of(dataSource);
    }

    @Bean
    ApplicationRunner rebuildWhenAsked(ProjectionsSettings settings, Rebuild rebuild) {
        return _ -> {
            if (settings.projections().rebuild()) {
                rebuild.begin();
            }
        };
    }

    @Bean
    ApiKeys apiKeys(ProjectionsSettings settings, Clock clock) throws IOException {
        return ApiKeys.open(Path.of(settings.apiKeysFile()), clock);
    }

    @Bean
    WebMvcConfigurer bearerGuard(ProjectionsSettings settings, ApiKeys keys) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new BearerGuard(settings.serviceToken()));
                registry.addInterceptor(new KeyGuard(keys));
            }
        };
    }

    @Bean
    LocaleResolver localeResolver() {
        AcceptHeaderLocaleResolver resolver = new AcceptHeaderLocaleResolver();
        resolver.setSupportedLocales(List.of(Locale.ENGLISH, Locale.FRENCH, Locale.GERMAN, Locale.of("nl")));
        resolver.setDefaultLocale(Locale.ENGLISH);
        return resolver;
    }
}
