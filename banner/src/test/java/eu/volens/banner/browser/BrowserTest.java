package eu.volens.banner.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests that need a browser. Where no Chromium is installed they are skipped and say why; with the environment variable
 * {@code VOLENS_BROWSER_REQUIRED=true} they fail instead.
 *
 * <p>A test method or lifecycle method may ask for a {@code Browser} (one per test run), or for a {@code BrowserContext} or
 * {@code Page} (fresh for each test, closed after it).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserExtension.class)
public @interface BrowserTest {}
