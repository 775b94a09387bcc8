package eu.volens.rights.signin;

import java.time.Clock;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Checks a name and a password, unless too many wrong ones came before. */
@Component
public class SignIn implements AuthenticationProvider {
    private final DaoAuthenticationProvider accounts;
    private final SignInThrottle throttle = new SignInThrottle();
    private final Clock clock;

    SignIn(Accounts accounts, PasswordEncoder passwords, Clock clock) {
        this.accounts = new DaoAuthenticationProvider(name -> accounts.find(name).map(ConsoleUser::new)
                .orElseThrow(() -> new UsernameNotFoundException("no such account")));
        this.accounts.setPasswordEncoder(passwords);
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        var name = attempt.getName();
        var address = attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        throttle.refused(name, address, clock.instant()).ifPresent(wait -> {
            throw new TooManyAttempts(wait);
        });
        var signedIn = accounts.authenticate(attempt);
        throttle.succeeded(name, address);
        return signedIn;
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
