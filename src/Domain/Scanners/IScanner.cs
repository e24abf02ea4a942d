using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Domain.Scanners;

/// <summary>Looks at the coins of a watermark and says what it makes of them. Pure.</summary>
public interface IScanner
{
    /// <summary>Name in signals, journal and logs, such as <c>price_scanner</c>.</summary>
    string Agent { get; }

    /// <summary>Type of its signals, such as <c>price_move</c>.</summary>
    string SignalType { get; }

    /// <summary>Whether it compares one coin at several venues, and so has to be shown all of them.</summary>
    bool ComparesVenues => false;

    /// <summary>
    /// The signals of a watermark, by instrument. A watermark that was answered gives the same answer again, an older
    /// one nothing; so does the end of history.
    /// </summary>
    /// <param name="state">What it knows from its own journal.</param>
    /// <param name="watermark">The point of event time.</param>
    /// <param name="coins">The views of all instruments there.</param>
    ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins);
}
