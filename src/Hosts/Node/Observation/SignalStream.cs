using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Query.Sql;
using Akka.Streams;
using Akka.Streams.Dsl;
using WhaleStack.Actors.Composition;
using WhaleStack.Messages.Signals;
using WhaleStack.Storage.Files;
using WhaleStack.Storage.Files.Signals;

namespace WhaleStack.Node.Observation;

/// <summary>
/// Copies a scanner's signals from the journal to files, each once, for as long as the node lives; after a failure it
/// goes on behind the last one that is in a file.
/// </summary>
public static class SignalStream
{
    private static readonly TimeSpan BackoffMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BackoffMax = TimeSpan.FromSeconds(30);

    /// <summary>Starts it.</summary>
    /// <param name="system">Where, and whose journal.</param>
    /// <param name="data">Where the files go.</param>
    /// <param name="agent">Name of the scanner.</param>
    /// <param name="incarnation">Identity of the journal.</param>
    public static void Start(ActorSystem system, DataDirectory data, string agent, string incarnation)
    {
        var files = new SignalFiles(data, agent, incarnation);
        var journal = PersistenceQuery.Get(system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier);
        RestartSource
            .WithBackoff(
                () => journal
                    .EventsByPersistenceId(ActorNames.Scanner(agent), files.LastSequence() + 1, long.MaxValue)
                    .Select(found => Write(files, found)),
                RestartSettings.Create(BackoffMin, BackoffMax, randomFactor: 0.2))
            .RunWith(Sink.Ignore<long>(), system.Materializer());
    }

    private static long Write(SignalFiles files, EventEnvelope found)
    {
        files.Append(found.SequenceNr, (SignalEvents.SignalRaised)found.Event);
        return found.SequenceNr;
    }
}
