using System.Collections.Immutable;
using WhaleStack.Actors.Feeds;
using WhaleStack.Channels.Templates;
using WhaleStack.Node.Startup;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Files;

namespace WhaleStack.Node.Demo;

/// <summary>Makes the setup of a node that trades the recordings against the simulator.</summary>
public static class DemoSetup
{
    /// <summary>Makes it. The strategy's parameters are those of <c>config/</c>; the venue's address is the
    /// simulator's.</summary>
    /// <exception cref="ConfigException">Configuration is wrong; names every mistake.</exception>
    public static NodeSetup Create(
        HostPaths paths,
        DataDirectory data,
        Database database,
        SimulatorProcess simulator,
        DemoOptions options,
        ImmutableArray<FeedSetup> feeds)
    {
        var config = HostConfig.Load(paths);
        var values = EnvFile.Read(paths.EnvFile)
            .SetItem("BYBIT_ENDPOINT_REST", simulator.Address.ToString())
            .SetItem("BYBIT_WS_PUBLIC", simulator.WebSocketAddress.ToString());
        return new NodeSetup(
            config,
            EnvSettings.Load(values, paths.EnvFile),
            BroadcastTemplates.Load(paths.Templates),
            data,
            database,
            DemoRecording.History,
            _ => new HistoryRange(
                DemoRecording.History,
                config.Coins.DecisionInterval,
                options.From,
                DemoRecording.To,
                EndsHistory: true),
            TradesHistory: true,
            StepsPerSecond: options.Headless ? 0 : Math.Max(1, DemoRecording.Steps / options.PaceSeconds),
            options.Tape.Linear,
            options.Tape.Spot,
            IsReplay: true)
        {
            MoreFeeds = feeds,
        };
    }
}
