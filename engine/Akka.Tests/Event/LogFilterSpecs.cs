using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Debug = Akka.Event.Debug;

namespace Akka.Tests.Event;

/// <summary>Filters that keep entries from being written.</summary>
public class LogFilterSpecs
{
    private static readonly LogEvent Entry = new Warning(
        new InvalidOperationException("the cause"), "akka://sys/user/Parent/child", typeof(int), "message 1");

    public static TheoryData<string, bool, LogFilterBuilder> Builders => new()
    {
        { "exactly", false, new LogFilterBuilder().ExcludeSourceExactly("akka://sys/user/parent/CHILD") },
        {
            "exactly, with case", true,
            new LogFilterBuilder().ExcludeSourceExactly("akka://sys/user/parent/child", StringComparison.Ordinal)
        },
        { "a part is not exact", true, new LogFilterBuilder().ExcludeSourceExactly("akka://sys/user") },
        { "start", false, new LogFilterBuilder().ExcludeSourceStartingWith("akka://sys/user") },
        { "no start", true, new LogFilterBuilder().ExcludeSourceStartingWith("user") },
        { "part", false, new LogFilterBuilder().ExcludeSourceContaining("user/Parent") },
        { "end", false, new LogFilterBuilder().ExcludeSourceEndingWith("child") },
        { "no end", true, new LogFilterBuilder().ExcludeSourceEndingWith("user") },
        { "no expression", true, new LogFilterBuilder().ExcludeSourceContaining("u.er") },
        { "expression", false, new LogFilterBuilder().ExcludeSourceRegex(new Regex("u.er")) },
        { "text", false, new LogFilterBuilder().ExcludeMessageContaining("message 1") },
        { "other text", true, new LogFilterBuilder().ExcludeMessageContaining("message 2") },
        { "text of the cause", false, new LogFilterBuilder().ExcludeMessageContaining("the cause") },
        { "text by expression", false, new LogFilterBuilder().ExcludeMessageRegex(new Regex("message [0-9]")) },
        {
            "one of several", false,
            new LogFilterBuilder().ExcludeSourceExactly("other").ExcludeMessageContaining("message")
        },
        { "none", true, new LogFilterBuilder() },
    };

    [Theory]
    [MemberData(nameof(Builders))]
    public void An_entry_is_kept_when_no_filter_drops_it(string what, bool isKept, LogFilterBuilder builder)
    {
        var evaluator = builder.Build().CreateEvaluator();
        Assert.True(isKept == evaluator.ShouldTryKeepMessage(Entry, out _), what);
    }

    [Fact]
    public void An_entry_is_formatted_only_for_filters_that_look_at_its_text()
    {
        var bySource = new LogFilterEvaluator([new ExactMatchLogSourceFilter("x")]);
        Assert.True(bySource.EvaluatesLogSourcesOnly);
        Assert.True(bySource.ShouldTryKeepMessage(Entry, out var nothing));
        Assert.Equal(string.Empty, nothing);
        var byText = new LogFilterBuilder().ExcludeMessageContaining("zebra").Build().CreateEvaluator();
        Assert.False(byText.EvaluatesLogSourcesOnly);
        Assert.True(byText.ShouldTryKeepMessage(Entry, out var text));
        Assert.Equal(Entry.ToString(), text);
    }

    [Fact]
    public async Task The_loggers_of_a_system_use_its_filters()
    {
        var setup = new LogFilterBuilder().ExcludeMessageContaining("secret").ExcludeSourceContaining("quiet").Build();
        var config = BootstrapSetup.Create().WithConfig("akka.stdout-loglevel = OFF\nakka.loglevel = DEBUG");
        var system = ActorSystem.Create("filters", config.And(setup));
        try
        {
            Assert.NotSame(LogFilterEvaluator.NoFilters, system.Settings.LogFilter);
            Assert.Same(system.Settings.LogFilter, system.Settings.StdoutLogger.Filter);
            var written = new List<string>();
            var logger = system.ActorOf(Props.Create(() => new Collector(written)));
            foreach (var (source, text) in new[] { ("quiet one", "a"), ("loud", "a secret"), ("loud", "b") })
            {
                logger.Tell(new Debug(source, typeof(string), text));
            }

            Assert.True(await logger.GracefulStop(TimeSpan.FromSeconds(30), Stop.Instance));
            Assert.Single(written);
            Assert.EndsWith("[loud] b", written[0], StringComparison.Ordinal);
        }
        finally
        {
            await system.Terminate();
        }
    }

    private sealed class Stop
    {
        public static readonly Stop Instance = new();
    }

    private sealed class Collector(List<string> written) : DefaultLogger
    {
        protected override bool Receive(object message)
        {
            if (message is Stop)
            {
                Context.Stop(Self);
                return true;
            }

            return base.Receive(message);
        }

        protected override void Print(LogEvent logEvent)
        {
            if (Context.System.Settings.LogFilter.ShouldTryKeepMessage(logEvent, out var text))
            {
                written.Add(text);
            }
        }
    }
}
