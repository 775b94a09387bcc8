package eu.volens.rights.gallery;

import eu.volens.rights.signin.FirstPassword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.ConfigurableApplicationContext;

/** One gallery for all tests of this JVM; it closes with it. */
record OpenGallery(ConfigurableApplicationContext context, String password) {

    private static final OpenGallery ONE = open();

    static OpenGallery get() {
        return ONE;
    }

    private static OpenGallery open() {
        var password = new AtomicReference<>("");
        FirstPassword remember = (user, generated) -> password.set(generated);
        try {
            return new OpenGallery(Gallery.open(0, context -> context.getBeanFactory().registerSingleton("remember", remember)), password.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }
}
