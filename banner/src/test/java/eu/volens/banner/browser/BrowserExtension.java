package eu.volens.banner.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

final class BrowserExtension implements ExecutionCondition, ParameterResolver {
    private static final Namespace OURS = Namespace.create(BrowserExtension.class);
    private static final Set<Class<?>> OFFERED = Set.of(Browser.class, BrowserContext.class, Page.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Chromium.installed().isPresent()) {
            return ConditionEvaluationResult.enabled("Chromium is installed");
        }
        if (Boolean.parseBoolean(System.getenv("VOLENS_BROWSER_REQUIRED"))) {
            throw new IllegalStateException("VOLENS_BROWSER_REQUIRED=true, but " + Chromium.NOT_FOUND);
        }
        // Reports keep the reason of a skipped test, the console would not show it.
        System.err.println("[skipped] " + context.getDisplayName() + ": " + Chromium.NOT_FOUND);
        return ConditionEvaluationResult.disabled(Chromium.NOT_FOUND);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return OFFERED.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        if (type == Browser.class) {
            return browser(context);
        }
        var fresh = context.getStore(OURS)
                .computeIfAbsent(BrowserContext.class, unused -> browser(context).newContext(), BrowserContext.class);
        return type == Page.class ? fresh.newPage() : fresh;
    }

    /** One browser for all tests of this JVM; the root store closes it when the last has run. */
    private static Browser browser(ExtensionContext context) {
        return context.getRoot().getStore(OURS)
                .computeIfAbsent(Chromium.class, unused -> Chromium.launch(), Chromium.class)
                .browser();
    }
}
