package eu.volens.rights.system;

import eu.volens.rights.signin.FirstPassword;
import eu.volens.rights.signin.PageTooOld;
import eu.volens.rights.signin.SessionsOfOldPasswords;
import eu.volens.rights.signin.SignIn;
import eu.volens.rights.signin.SignInOutcome;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * Three kinds of doors: those of programs (no session, each checks its own bearer token), those of people with a link
 * or the form (no session, the token in the address or the form is the key), and the console (signed in, with a session).
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    static final String SESSION_COOKIE = "VOLENS_CONSOLE";

    /** No script at all: the pages need none. Styles and icons come from us, forms go to us, nobody frames us. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'none'; object-src 'none'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    /** About a fifth of a second per try on the machines we know. */
    private static final int BCRYPT_STRENGTH = 12;

    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http) throws Exception {
        return http.securityMatcher("/api/**", "/actuator/**", "/style/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(SecurityConfiguration::headers)
                .headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** Without a session there is nothing for a forged request to ride on: it would have to know the token. */
    @Bean
    @Order(2)
    SecurityFilterChain links(HttpSecurity http) throws Exception {
        return http.securityMatcher("/identity/**", "/download/**", "/request/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(SecurityConfiguration::headers)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain console(HttpSecurity http, SignIn signIn, SignInOutcome outcome, PageTooOld pageTooOld,
            SessionsOfOldPasswords oldSessions, RequestCache asked, SecurityContextRepository sessions) throws Exception {
        return http
                .authenticationManager(new ProviderManager(signIn))
                .securityContext(context -> context.securityContextRepository(sessions))
                .requestCache(cache -> cache.requestCache(asked))
                .formLogin(form -> form.loginPage("/login").successHandler(outcome).failureHandler(outcome).permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/login?out").deleteCookies(SESSION_COOKIE))
                .exceptionHandling(handling -> handling.accessDeniedHandler(pageTooOld))
                .addFilterBefore(oldSessions, AuthorizationFilter.class)
                .headers(SecurityConfiguration::headers)
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers("/console", "/console/**").hasRole("DPO")
                        .anyRequest().permitAll())
                .build();
    }

    /** Part of the console's chain only, not of every request. */
    @Bean
    FilterRegistrationBean<SessionsOfOldPasswords> inTheConsolesChainOnly(SessionsOfOldPasswords filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    RequestCache askedBeforeSigningIn() {
        var cache = new HttpSessionRequestCache();
        cache.setMatchingRequestParameterName(null);
        return cache;
    }

    @Bean
    SecurityContextRepository signedInSessions() {
        return new HttpSessionSecurityContextRepository();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(BCRYPT_STRENGTH)));
    }

    @Bean
    @ConditionalOnMissingBean
    FirstPassword firstPassword() {
        return FirstPassword.inTheLog();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(policy -> policy.policy(PERMISSIONS_POLICY))
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny);
    }
}
