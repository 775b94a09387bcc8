package eu.volens.standalone.home;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /}: everything that runs here, one click away. */
@Controller
class HomeController {

    private final ControllerFacts controller;
    private final WaitingPolicies policies;

    HomeController(ControllerFacts controller, WaitingPolicies policies) {
        this.controller = controller;
        this.policies = policies;
    }

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("controller", controller);
        model.addAttribute("waiting", policies.sites());
        return "home";
    }
}
