package eu.volens.rights.page;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The bare address of a service that runs alone leads to its console. */
@Controller
class StartPage {

    @GetMapping("/")
    String start() {
        return "redirect:/console";
    }
}
