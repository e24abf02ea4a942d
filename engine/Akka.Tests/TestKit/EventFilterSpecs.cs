using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Xunit.Sdk;

namespace Akka.Tests.TestKit;

/// <summary>What event filters look for, and how they count.</summary>
public class EventFilterSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Briefly = TimeSpan.FromMilliseconds(50);

    public EventFilterSpecs()
        : base("akka.loglevel = DEBUG")
    {
    }

    [Fact]
    public void Each_level_has_its_filter()
    {
        EventFilter.Debug("text").ExpectOne(() => Log.Debug("text"));
        EventFilter.Info("text").ExpectOne(() => Log.Info("text"));
        EventFilter.Warning("text").ExpectOne(() => Log.Warning("text"));
        EventFilter.Error("text").ExpectOne(() => Log.Error("text"));
        EventFilter.ForLogLevel(LogLevel.InfoLevel, "text").ExpectOne(() => Log.Info("text"));
        Assert.ThrowsAny<XunitException>(() => EventFilter.Info("text").ExpectOne(Briefly, () => Log.Debug("text")));
    }

    [Fact]
    public void The_text_is_compared_as_a_whole_by_its_start_by_a_part_or_by_an_expression()
    {
        EventFilter.Info(message: "a b c").ExpectOne(() => Log.Info("a {0} c", "b"));
        EventFilter.Info(start: "a b").ExpectOne(() => Log.Info("a b c"));
        EventFilter.Info(contains: "b").ExpectOne(() => Log.Info("a b c"));
        EventFilter.Info(new Regex("^a .* c$")).ExpectOne(() => Log.Info("a b c"));
        Assert.ThrowsAny<XunitException>(
            () => EventFilter.Info(message: "a b").ExpectOne(Briefly, () => Log.Info("a b c")));
    }

    [Fact]
    public void Causes_are_found_by_type_and_inside_of_others_on_demand()
    {
        var inner = new ArgumentException("inner");
        EventFilter.Exception<ArgumentException>().ExpectOne(() => Log.Error(inner, "text"));
        EventFilter.Exception<ArgumentException>("inner").ExpectOne(() => Log.Error(inner, "text"));
        var outer = new InvalidOperationException("outer", inner);
        EventFilter.Exception(typeof(ArgumentException), checkInnerExceptions: true)
            .ExpectOne(() => Log.Error(outer, "text"));
        Assert.ThrowsAny<XunitException>(
            () => EventFilter.Exception<ArgumentException>().ExpectOne(Briefly, () => Log.Error(outer, "text")));
    }

    [Fact]
    public async Task Filters_join_and_count_together()
    {
        var filters = EventFilter.Info("one").And.Warning("two");
        Assert.Equal(7, filters.Expect(2, () => Seven("one", "two")));
        Assert.Equal(7, await filters.ExpectAsync(2, () => Task.FromResult(Seven("one", "two"))));
        Assert.ThrowsAny<XunitException>(() => filters.Expect(3, Briefly, () => Seven("one", "two")));
        // The expectation inside waits for the entries, so that the one around it has seen them in any case.
        Assert.ThrowsAny<XunitException>(
            () => filters.Expect(0, Briefly, () => filters.Expect(2, () => Seven("one", "two"))));
        filters.Expect(0, Briefly, () => Log.Info("three"));
    }

    [Fact]
    public void Any_condition_makes_a_filter()
    {
        EventFilter.Custom(e => e.LogSource.Contains("here", StringComparison.Ordinal))
            .ExpectOne(() => Logging.GetLogger(Sys, "here").Info("text"));
        EventFilter.Custom<Warning>(w => w.Message.ToString() == "text").ExpectOne(() => Log.Warning("text"));
    }

    [Fact]
    public void Dead_letters_are_found_by_type_content_and_receiver()
    {
        EventFilter.DeadLetter().ExpectOne(() => Sys.DeadLetters.Tell(1));
        EventFilter.DeadLetter<int>().ExpectOne(() => Sys.DeadLetters.Tell(1));
        var type = typeof(string);
        EventFilter.DeadLetter(type).ExpectOne(() => Sys.DeadLetters.Tell("a"));
        EventFilter.DeadLetter<int>(i => i > 1, source: "/deadLetters").ExpectOne(() => Sys.DeadLetters.Tell(2));
        Assert.ThrowsAny<XunitException>(
            () => EventFilter.DeadLetter<string>().ExpectOne(Briefly, () => Sys.DeadLetters.Tell(1)));
    }

    [Fact]
    public void The_runtime_of_a_block_can_be_muted()
    {
        EventFilter.Info("silent").Mute(() => Log.Info("silent"));
        Assert.Equal(7, EventFilter.Info().And.Warning().Mute(() => Seven("a", "b")));
        using var muted = EventFilter.Error().Mute();
        Log.Error("silent");
        muted.Unmute();
    }

    private int Seven(string info, string warning)
    {
        Log.Info(info);
        Log.Warning(warning);
        return 7;
    }
}
