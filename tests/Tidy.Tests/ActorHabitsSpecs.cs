using WhaleStack.Tidy.Tests.Reading;
using WhaleStack.Tidy.Tests.Rules;

namespace WhaleStack.Tidy.Tests;

/// <summary>The bad habits of actors are found.</summary>
public sealed class ActorHabitsSpecs
{
    [Theory]
    [InlineData("Context.System.Scheduler.ScheduleTellOnce(t, Self, m, Self);", "AK1004")]
    [InlineData("_scheduler.ScheduleTellRepeatedlyCancelable(t, t, Self, m, Self);", "AK1004")]
    [InlineData("_task.ContinueWith(t => Sender.Tell(t.Result));", "AK1005")]
    [InlineData("Task.Run(async () => { await X(); Context.Stop(child); });", "AK1005")]
    [InlineData("foreach (var e in events) { Persist(e, Apply); }", "AK1006")]
    [InlineData("while (Next()) Persist(_e, Apply);", "AK1006")]
    [InlineData("events.ForEach(e => Persist(e, Apply));", "AK1006")]
    [InlineData("do { Persist<E>(_e, Apply); } while (Next());", "AK1006")]
    [InlineData("_ref.Ask<int>(m, TimeSpan.FromSeconds(1)).PipeTo(Self);", "does not ask")]
    public void A_bad_habit_in_a_handler_is_found(string statement, string words) =>
        Expect.One(ActorHabits.Check(Actor($"void On() {{ {statement} }}")), 2, words);

    [Fact]
    public void A_timer_started_before_the_restart_is_found()
    {
        var body = "protected override void PreRestart(Exception e, object m) { Timers.StartSingleTimer(k, m, t); }";
        Expect.One(ActorHabits.Check(Actor(body)), 2, "AK1007");
        Assert.Empty(ActorHabits.Check(Actor("override void PreStart() { Timers.StartSingleTimer(k, m, t); }")));
    }

    [Theory]
    [InlineData("x.Ask<int>(m, TimeSpan.Zero)")]
    [InlineData("x.Ask(m, TimeSpan.FromSeconds(0))")]
    public void An_ask_without_time_is_found_anywhere(string call) =>
        Expect.One(ActorHabits.Check(Repository.Of(("src/Hosts/Node/A.cs", $"var r = {call};"))), 1, "AK2000");

    [Fact]
    public void An_extractor_that_handles_what_the_region_handles_is_found() =>
        Expect.One(
            ActorHabits.Check(Repository.Of((
                "src/Actors/E.cs",
                "class E : HashCodeMessageExtractor {\n F(object m) => m is ShardRegion.StartEntity ? 1 : 2;}"))),
            2,
            "AK2001");

    [Theory]
    [InlineData("PersistAll(events, Apply);")]
    [InlineData("foreach (var e in events) { Apply(e); } Persist(last, Apply);")]
    [InlineData("var sender = Sender; _task.ContinueWith(t => sender.Tell(t.Result));")]
    [InlineData("Persist(e, x => { Apply(x); sender.Tell(x); });")]
    public void Good_habits_are_left_alone(string statement) =>
        Assert.Empty(ActorHabits.Check(Actor($"void On() {{ {statement} }}")));

    [Fact]
    public void Hosts_may_ask_and_schedule() =>
        Assert.Empty(ActorHabits.Check(Repository.Of((
            "src/Hosts/Node/A.cs", "class A { async Task F() => await x.Ask<int>(m, TimeSpan.FromSeconds(1)); }"))));

    private static Repository Actor(string member) =>
        Repository.Of(("src/Actors/A.cs", $"class A : ReceivePersistentActor {{\n{member}\n}}"));
}
