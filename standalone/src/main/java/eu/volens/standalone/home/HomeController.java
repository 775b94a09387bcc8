package eu.volens.standalone.home;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /}: everything that runs here, one click away. */
@Controller
class HomeController {

    private final ControllerFacts controller;

    HomeController(ControllerFacts controller) {
        this.controller = controller;
    }

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("controller", controller);
        return "home";
    }
}
