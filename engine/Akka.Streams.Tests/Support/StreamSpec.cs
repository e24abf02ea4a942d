using Akka.Actor;
using Akka.Configuration;
using Akka.Streams.Dsl;

namespace Akka.Streams.Tests.Support;

/// <summary>Gives every test an actor system and a materializer of its own.</summary>
public abstract class StreamSpec : IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected StreamSpec(string config = "")
    {
        Sys = ActorSystem.Create(
            "streams",
            ConfigurationFactory.ParseString(config)
                .WithFallback(ConfigurationFactory.ParseString("akka.stdout-loglevel = OFF, akka.loglevel = OFF")));
        Materializer = Sys.Materializer();
    }

    protected ActorSystem Sys { get; }

    protected ActorMaterializer Materializer { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Sys.Terminate().WaitAsync(Patience);

    /// <summary>All elements of a source that must end well.</summary>
    protected async Task<IReadOnlyList<T>> AllOf<T, TMat>(Source<T, TMat> source) =>
        await source.RunWith(Sink.Seq<T>(), Materializer).WaitAsync(Patience);

    /// <summary>The error of a source that must fail.</summary>
    protected async Task<Exception> ErrorOf<T, TMat>(Source<T, TMat> source) =>
        await Assert.ThrowsAnyAsync<Exception>(
            () => source.RunWith(Sink.Ignore<T>(), Materializer).WaitAsync(Patience));

    /// <summary>A source that fails after its elements.</summary>
    protected static Source<T, NotUsed> ThenFail<T>(Exception error, params T[] elements)
    {
        IEnumerable<T> Elements()
        {
            foreach (var element in elements)
            {
                yield return element;
            }

            throw error;
        }

        return Source.From(Elements());
    }

    /// <summary>Waits for something that will become true.</summary>
    protected static async Task Eventually(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            if (patience.IsCancellationRequested)
            {
                Assert.Fail($"Not in time: {what}");
            }

            await Task.Delay(5);
        }
    }
}
