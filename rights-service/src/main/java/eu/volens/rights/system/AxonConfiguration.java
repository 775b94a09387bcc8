package eu.volens.rights.system;

import eu.volens.eventstore.stores.ProcessingStores;
import eu.volens.rights.casefile.CaseList;
import eu.volens.rights.reminder.CaseTimers;
import eu.volens.rights.workflow.CaseWorkflow;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Axon over our log: commands without a transaction of their own, processors with the one that also moves their position. */
@Configuration(proxyBeanMethods = false)
class AxonConfiguration {

    /** Events are durable when the engine has appended them, so commands need no database transaction of their own. */
    @Bean
    TransactionManager axonTransactionManager() {
        return NoTransactionManager.instance();
    }

    @Bean
    ConnectionProvider axonConnections(DataSource dataSource) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
    }

    @Bean
    TokenStore tokenStore(ConnectionProvider connections) {
        return new ProcessingStores(connections).tokens();
    }

    /** Axon's own serializers, which nothing of ours rests through, hold to the same. */
    @Bean
    Jackson3SerializerCustomizer nothingPersonal() {
        return ProcessingStores.nothingPersonal();
    }

    /** A failing handler stops its processor at that event, to be tried again: what follows from an event must not be skipped. */
    @Autowired
    void processors(EventProcessingConfigurer processing, PlatformTransactionManager transactions) {
        TransactionManager withTransaction = new SpringTransactionManager(transactions);
        for (String processor : List.of(CaseWorkflow.PROCESSOR, CaseTimers.PROCESSOR, CaseList.PROCESSOR)) {
            processing.registerTransactionManager(processor, configuration -> withTransaction);
            processing.registerListenerInvocationErrorHandler(processor, configuration -> PropagatingErrorHandler.instance());
        }
    }
}
