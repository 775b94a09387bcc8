package eu.volens.standalone.clock;

import java.time.Instant;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Lets every page say that the clock is set, so that nobody takes its dates for today's. */
@ControllerAdvice
@ConditionalOnProperty(ClockPages.PROPERTY)
class ClockNotice {

    private final SetClock clock;

    ClockNotice(SetClock clock) {
        this.clock = clock;
    }

    /** What it shows; pages find nothing by this name where the clock is the machine's. */
    @ModelAttribute("setTo")
    Instant setTo() {
        return clock.instant();
    }
}
