package eu.volens.ledger.system;

import eu.volens.ledger.address.ClientAddresses;
import eu.volens.ledger.origin.RegisteredOrigins;
import eu.volens.ledger.problem.Problem;
import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.token.BearerToken;
import eu.volens.ledger.token.KeyGate;
import eu.volens.ledger.wording.PageLanguage;
import eu.volens.wire.key.Scope;
import jakarta.servlet.Filter;
import jakarta.validation.MessageInterpolator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/** What every request passes, and how pages are rendered. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    /** Our bodies are two levels deep and some hundreds of bytes long. */
    private static final int JSON_DEPTH_MAX = 16;

    /** Strict reading: what is not understood is refused, not guessed at. */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return builder -> builder
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, textual -> textual
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    @Bean
    JsonFactoryBuilderCustomizer shallowJson() {
        return factory -> factory.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(JSON_DEPTH_MAX).build());
    }

    /** Problems are read by developers and speak one language, whatever the visitor's browser prefers. */
    @Bean
    ValidationConfigurationCustomizer englishProblems() {
        return configuration -> {
            var interpolator = configuration.getDefaultMessageInterpolator();
            configuration.messageInterpolator(new MessageInterpolator() {
                @Override
                public String interpolate(String template, Context context) {
                    return interpolator.interpolate(template, context, Locale.ENGLISH);
                }

                @Override
                public String interpolate(String template, Context context, Locale locale) {
                    return interpolator.interpolate(template, context, Locale.ENGLISH);
                }
            });
        };
    }

    @Bean
    RegisteredOrigins registeredOrigins(CookieRegister register, LedgerSettings settings) {
        return new RegisteredOrigins(register, settings.ledgerUrl());
    }

    @Bean
    FilterRegistrationBean<CorsFilter> corsFilter(RegisteredOrigins origins) {
        var filter = new CorsFilter(origins);
        filter.setCorsProcessor(new DefaultCorsProcessor() {
            @Override
            protected void rejectRequest(ServerHttpResponse response) throws IOException {
                ProblemJson.write(response, Problem.ORIGIN_NOT_REGISTERED.detail(
                        "Pages of this origin may not do this; register the origin for the site in sites.yaml."));
            }
        });
        return first(filter, 1);
    }

    /** After the cross-origin rules, so that a page's script may read how long to wait. */
    @Bean
    FilterRegistrationBean<RequestRates> requestRates(LedgerSettings settings, ClientAddresses clients, KeyGate keys, BearerToken auditorToken) {
        return first(new RequestRates(settings.rateLimit().counting(System::nanoTime), clients, keys,
                List.of(new BearerToken(settings.serviceToken(), "the services'"), auditorToken)), 3);
    }

    @Bean
    Turns turns(LedgerSettings settings) {
        var requests = settings.requests();
        return new Turns(requests.atOnceMax(), requests.waitingMax(), requests.waitingMillisMax());
    }

    /** After Boot's, which would have the server begin every request at once. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> requestsByTurns(Turns turns) {
        return server -> server.addProtocolHandlerCustomizers(handler -> handler.setExecutor(turns));
    }

    /** Behind CORS: a page of another origin is told as well. */
    @Bean
    FilterRegistrationBean<SendAway> sendAway() {
        return first(new SendAway(), 2);
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(Turns turns) {
        return first(new BodyLimit(turns), 4);
    }

    @Bean
    FilterRegistrationBean<PageHeaders> pageHeaders() {
        return first(new PageHeaders(), 0);
    }

    @Bean
    FilterRegistrationBean<WholeAnswers> wholeAnswers() {
        var registration = first(new WholeAnswers(), 5);
        registration.addUrlPatterns("/api/*");
        return registration;
    }

    private static <T extends Filter> FilterRegistrationBean<T> first(T filter, int place) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10 + place);
        return registration;
    }

    @Bean
    WebMvcConfigurer serviceToken(LedgerSettings settings, KeyGate keys) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ServiceToken(settings.serviceToken())).addPathPatterns("/api/holder/**", "/api/foreign-consents/**");
                registry.addInterceptor(new OperatorToken(settings.serviceToken(), keys, Scope.POLICIES_PUBLISH)).addPathPatterns("/api/policies/**");
                registry.addInterceptor(new OperatorToken(settings.serviceToken(), keys, Scope.PERSONS_ERASE))
                        .addPathPatterns("/api/consents/*/erasure", "/api/consents/*/holds/**");
            }
        };
    }

    @Bean
    LocaleResolver localeResolver(CookieRegister register) {
        return new PageLanguage(register.controller().languages());
    }

    /** Not Boot's: that one asks for a bundle without a language, and there is none that is better than the others. */
    @Bean
    MessageSource messageSource() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames("ledger/messages", "house-style/frame");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    @Bean
    SpringResourceTemplateResolver houseStyleTemplates() {
        var resolver = new SpringResourceTemplateResolver();
        resolver.setPrefix("classpath:/house-style/templates/");
        resolver.setSuffix(".html");
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCheckExistence(true);
        resolver.setOrder(10);
        return resolver;
    }
}
