package eu.volens.ledger.system;

import eu.volens.ledger.register.InvalidRegister;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A register that cannot be used stops the start with its own words, and no stack trace. */
class InvalidRegisterAnalyzer extends AbstractFailureAnalyzer<InvalidRegister> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, InvalidRegister cause) {
        return new FailureAnalysis("The controller's files cannot be used:\n\n" + cause.getMessage(),
                "Correct them and start again; volens.controllers-dir and volens.controller say which files are read.", cause);
    }
}
