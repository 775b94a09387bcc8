package eu.volens.houserules.guilty.projections;

import org.apache.kafka.common.TopicPartition;

class KnowsKafka {
    TopicPartition known;
}
