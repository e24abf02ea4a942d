using System.Collections.Concurrent;
using WhaleStack.Actors.Projections;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class ProjectionActorSpecs : ActorKit
{
    private static readonly ProjectionProgress Behind = new(5, 10, TimeSpan.FromSeconds(2), IsBehind: true, null);
    private static readonly ProjectionProgress Complete = new(10, 10, TimeSpan.Zero, IsBehind: false, null);

    [Fact]
    public void It_takes_batch_after_batch_while_there_is_more_and_then_pauses()
    {
        var projection = new Scripted(Behind, Behind, Complete);
        Start(projection, TimeSpan.FromMinutes(1));
        AwaitCondition(() => projection.Calls == 3);
        ExpectNoMsg(Patience);
        Assert.Equal(3, projection.Calls);
    }

    [Fact]
    public void It_looks_again_after_the_pause()
    {
        var projection = new Scripted(Complete);
        Start(projection, TimeSpan.FromMilliseconds(5));
        AwaitCondition(() => projection.Calls > 3);
    }

    [Fact]
    public void While_the_database_is_away_it_waits_and_says_so_once()
    {
        var projection = new Scripted(
            new IOException("database away."), new IOException("database away."), Behind, Complete);
        EventFilter.Warning(message: "database away. Its tables wait until that is over.")
            .ExpectOne(() =>
            {
                Start(projection, TimeSpan.FromMilliseconds(5));
                AwaitCondition(() => projection.Calls > 4);
            });
    }

    [Fact]
    public void An_event_that_stops_it_is_told_once_and_tried_again_rarely()
    {
        var projection = new Scripted(Complete with { Trouble = "event 2 of 'x' (ordering 7): it is null." });
        EventFilter.Error(contains: "event 2 of 'x' (ordering 7): it is null.").ExpectOne(
            () => Start(projection, TimeSpan.FromMilliseconds(5)));
        ExpectNoMsg(Patience);
        Assert.Equal(1, projection.Calls);
    }

    [Fact]
    public void After_a_failure_its_supervisor_starts_it_again_and_the_others_go_on()
    {
        var failing = new Scripted("failing", new InvalidDataException("a bug"), Complete);
        var other = new Scripted("other", Complete);
        EventFilter.Error(contains: "projection 'failing' failed.").ExpectOne(() =>
        {
            ProjectionSystem.Start(Sys, [failing, other], TimeSpan.FromMilliseconds(5));
            AwaitCondition(() => failing.Calls > 2 && other.Calls > 2);
        });
    }

    private void Start(IProjection projection, TimeSpan pollInterval) =>
        Sys.ActorOf(ProjectionActor.PropsFor(projection, pollInterval));

    /// <summary>Answers in order, the last one for ever.</summary>
    private sealed class Scripted(string name, params object[] answers) : IProjection
    {
        private readonly ConcurrentQueue<object> _answers = new(answers);
        private int _calls;

        public Scripted(params object[] answers)
            : this("scripted", answers)
        {
        }

        public string Name => name;

        public int Calls => Volatile.Read(ref _calls);

        public Task<ProjectionProgress> AdvanceAsync()
        {
            Interlocked.Increment(ref _calls);
            _answers.TryPeek(out var answer);
            if (_answers.Count > 1)
            {
                _answers.TryDequeue(out _);
            }

            return answer is ProjectionProgress progress
                ? Task.FromResult(progress)
                : Task.FromException<ProjectionProgress>((Exception)answer!);
        }
    }
}
