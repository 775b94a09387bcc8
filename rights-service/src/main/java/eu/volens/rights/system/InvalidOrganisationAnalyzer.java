package eu.volens.rights.system;

import eu.volens.rights.organisation.InvalidOrganisation;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A controller's folder that cannot be used stops the start with its own words, and no stack trace. */
class InvalidOrganisationAnalyzer extends AbstractFailureAnalyzer<InvalidOrganisation> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, InvalidOrganisation cause) {
        return new FailureAnalysis("The controller's files cannot be used:\n\n" + cause.getMessage(),
                "Correct them and start again; volens.controllers-dir and volens.controller say which files are read.", cause);
    }
}
