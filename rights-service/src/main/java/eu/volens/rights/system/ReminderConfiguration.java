package eu.volens.rights.system;

import eu.volens.rights.Ids;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.lookup.LookupKey;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.reminder.CaseTimers;
import eu.volens.rights.reminder.Reminding;
import eu.volens.rights.request.CaseLog;
import java.time.Clock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;

/** What is done because time passes. */
@Configuration(proxyBeanMethods = false)
class ReminderConfiguration {

    @Bean
    Reminding reminding(JdbcClient database, LookupKey lookup, Ids ids, Organisation organisation, DeadlineLaw law, CaseLog cases,
            CommandGateway commands, JavaMailSender sender, RightsSettings settings, Clock clock) {
        return new Reminding(new Reminding.Parts(database, lookup, ids, organisation, law, cases, commands, sender, settings.rightsUrl(), clock));
    }

    @Bean
    CaseTimers caseTimers(Reminding reminding, ObjectProvider<Rounds> rounds) {
        return reminding.timers(() -> rounds.ifAvailable(Rounds::wake));
    }
}
