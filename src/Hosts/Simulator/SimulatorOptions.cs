using System.Collections.Immutable;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Limits;

namespace WhaleStack.Simulator;

/// <summary>What the simulator was asked for.</summary>
/// <param name="Samples">Folder of the recordings.</param>
/// <param name="Host">Address to listen on; loopback unless said otherwise.</param>
/// <param name="Port">Port; 0 for any that is free.</param>
/// <param name="Speed">Pace of the tape as a multiple of the recorded one; 0 = as fast as the socket takes it.</param>
/// <param name="ExitsWithInput">End when standard input closes, so that a killed parent takes the simulator with
/// it.</param>
public sealed record SimulatorOptions(string Samples, string Host, int Port, double Speed, bool ExitsWithInput)
{
    /// <summary>Where public data and outside liquidity come from.</summary>
    public MarketKind Market { get; init; } = MarketKind.Tape;

    /// <summary>Days at the end of the recorded year that are served, from 1; null for all of it.</summary>
    public int? Days { get; init; }

    /// <summary>Seed of a generated market.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What the simulated clock shows; null for the tape's time with a tape, the wall's without.</summary>
    public ClockKind? Clock { get; init; }

    /// <summary>Customers; none for a venue that can only be looked at.</summary>
    public ImmutableArray<ApiAccount> Accounts { get; init; } = [];

    /// <summary>What the insurance fund has; null for one without a limit.</summary>
    public decimal? InsuranceQuote { get; init; }

    /// <summary>How many requests are taken.</summary>
    public LimitOptions Limits { get; init; } = new();
}

/// <summary>Where public data and outside liquidity come from.</summary>
public enum MarketKind
{
    /// <summary>A recorded session and a recorded year.</summary>
    Tape,

    /// <summary>Seeded random walks, happening now.</summary>
    Generated,
}

/// <summary>What the simulated clock shows.</summary>
public enum ClockKind
{
    /// <summary>The time of the recording, from its start.</summary>
    Tape,

    /// <summary>The time of day.</summary>
    Wall,
}

/// <summary>The simulator cannot start; the message is one clear line.</summary>
public sealed class SimulatorException : Exception
{
    /// <summary>Makes one.</summary>
    public SimulatorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
