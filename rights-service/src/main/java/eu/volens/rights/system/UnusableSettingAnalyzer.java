package eu.volens.rights.system;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A setting that cannot be used stops the start with its own words, and no stack trace. */
class UnusableSettingAnalyzer extends AbstractFailureAnalyzer<UnusableSetting> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, UnusableSetting cause) {
        return new FailureAnalysis(cause.getMessage(),
                "Change " + cause.property() + " (" + cause.environmentVariable() + "), or what it names, so that it can be used, and start again.",
                cause);
    }
}
