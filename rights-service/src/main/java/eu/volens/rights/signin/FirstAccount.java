package eu.volens.rights.signin;

import eu.volens.rights.Ids;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Creates the account {@code dpo} when there is none at all, and tells its password once. */
@Component
class FirstAccount implements ApplicationRunner {
    static final String NAME = "dpo";

    private final Accounts accounts;
    private final PasswordEncoder passwords;
    private final Ids ids;
    private final FirstPassword listener;
    private final TransactionOperations transaction;

    FirstAccount(Accounts accounts, PasswordEncoder passwords, Ids ids, FirstPassword listener,
            TransactionOperations transaction) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.ids = ids;
        this.listener = listener;
        this.transaction = transaction;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (accounts.none()) {
            var password = ReadablePassword.from(ids.secret(ReadablePassword.LETTERS));
            var hash = passwords.encode(password);
            transaction.executeWithoutResult(status -> {
                if (accounts.create(NAME, NAME, "DPO", hash)) {
                    listener.created(NAME, password);
                }
            });
        }
    }
}
