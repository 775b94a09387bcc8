package eu.volens.rights.wire;

import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.RequestEvent;
import eu.volens.rights.request.RequestEvent.RequestReceived;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Steps;
import eu.volens.wire.WireEvent;
import java.util.HashMap;
import java.util.Map;

/** Stored events to wire events. Every event is told, as a step; who the person is stays here. */
final class RightsTranslator {

    private RightsTranslator() {}

    static WireEvent translate(RequestEvent event) {
        if (event instanceof RequestReceived e) {
            return new WireEvent.RequestReceived(e.caseId(), e.caseNumber(), e.rights().stream().map(Right::wireName).toList(),
                    e.channel(), e.language(), e.receivedAt(), e.dueOn());
        }
        CaseFile.Step step = Steps.of(event);
        Map<String, String> facts = new HashMap<>(step.facts());
        if (step.by() != null) {
            facts.put("by", step.by());
        }
        return new WireEvent.RequestStepTaken(event.caseId(), event.caseNumber(), step.name(), step.status().wireName(),
                step.actor().wireName(), step.at(), facts);
    }
}
