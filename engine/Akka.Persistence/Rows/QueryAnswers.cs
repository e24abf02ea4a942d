using Akka.Actor;
using Akka.Persistence.Journal;

namespace Akka.Persistence.Rows;

/// <summary>Takes the messages of a read journal out of those that a SQL journal gets.</summary>
internal static class QueryAnswers
{
    /// <summary>False when the message is none of them.</summary>
    public static bool TryAnswer(
        object message,
        Func<QueryEvents, Task<QueriedEvents>> readPage,
        Func<Task<string[]>> readIds,
        IActorRef asker,
        IActorRef self)
    {
        switch (message)
        {
            case QueryEvents query:
                _ = AnswerAsync(readPage(query), asker, self);
                return true;
            case QueryPersistenceIds:
                _ = AnswerAsync(readIds(), asker, self);
                return true;
            default:
                return false;
        }
    }

    private static async Task AnswerAsync<T>(Task<T> reading, IActorRef asker, IActorRef self)
        where T : class
    {
        object answer;
        try
        {
            answer = await reading.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whoever asked is told, whatever it is.
            answer = new QueryFailed(exception);
        }

        asker.Tell(answer, self);
    }
}
