package eu.volens.standalone.clock;

import eu.volens.standalone.home.ControllerFacts;
import eu.volens.standalone.home.Links;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** {@code /clock}: what the set clock shows, and how to move it on. There is no such page where the clock is the machine's. */
@Controller
@ConditionalOnProperty(ClockPages.PROPERTY)
class ClockPages {

    static final String PROPERTY = "volens.clock-is-set";
    private static final List<String> STEPS = List.of("PT1H", "P1D", "P3D", "P7D", "P28D");
    private static final Logger log = LoggerFactory.getLogger(ClockPages.class);

    private final SetClock clock;
    private final ControllerFacts controller;

    ClockPages(SetClock clock, ControllerFacts controller) {
        this.clock = clock;
        this.controller = controller;
    }

    @GetMapping("/clock")
    String show(Model model) {
        model.addAttribute("now", clock.instant());
        model.addAttribute("local", LocalDateTime.ofInstant(clock.instant(), controller.zone()).withSecond(0).withNano(0));
        model.addAttribute("zone", controller.zone().getId());
        model.addAttribute("steps", STEPS);
        return "clock/clock";
    }

    /**
     * Moves the clock on: by a length of time, or to a moment, one of the two.
     *
     * @param by such as {@code P7D}
     * @param to an instant, such as {@code 2027-03-01T09:00:00Z}, or day and time in the controller's zone
     */
    @PostMapping("/clock")
    String move(@RequestParam(required = false) @Nullable String by, @RequestParam(required = false) @Nullable String to,
            @RequestHeader(value = "Sec-Fetch-Site", required = false) @Nullable String origin, HttpServletRequest request, Model model,
            HttpServletResponse response) {
        if (origin != null && !origin.equals("same-origin") && !origin.equals("none")) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        try {
            clock.moveTo(moment(by, to));
            log.info("The clock was moved on to {}", clock.instant());
        } catch (SetClock.NotForward | DateTimeException | ArithmeticException notUnderstood) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("refused", true);
            return show(model);
        }
        return "redirect:" + Links.of(request).to("/clock");
    }

    private Instant moment(@Nullable String by, @Nullable String to) {
        if (by != null) {
            return clock.instant().plus(Duration.parse(by));
        }
        if (to == null) {
            throw new DateTimeException("neither by nor to");
        }
        return to.endsWith("Z") ? Instant.parse(to) : LocalDateTime.parse(to).atZone(controller.zone()).toInstant();
    }
}
