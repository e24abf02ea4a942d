using Akka;
using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Query.Sql;
using Akka.Streams;
using Akka.Streams.Dsl;
using Serilog;
using WhaleStack.Actors.Composition;
using WhaleStack.Messages.Signals;
using WhaleStack.Storage;
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
                () => Following(journal, ActorNames.Scanner(agent), files),
                RestartSettings.Create(BackoffMin, BackoffMax, randomFactor: 0.2))
            .RunWith(Sink.Ignore<long>(), system.Materializer());
    }

    private static Source<long, NotUsed> Following(SqlReadJournal journal, string scanner, SignalFiles files)
    {
        try
        {
            return journal.EventsByPersistenceId(scanner, files.LastSequence() + 1, long.MaxValue)
                .Select(found => Write(files, found));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Complain(error);
            return Source.Failed<long>(error);
        }
    }

    private static long Write(SignalFiles files, EventEnvelope found)
    {
        try
        {
            files.Append(found.SequenceNr, (SignalEvents.SignalRaised)found.Event);
            return found.SequenceNr;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or StorageException)
        {
            Complain(error);
            throw;
        }
    }

    private static void Complain(Exception error) => Log.ForContext(typeof(SignalStream)).Warning(
        "A file of signals cannot be used, trying again: {Reason}", error.Message);
}
