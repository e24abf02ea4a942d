using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Ports;

/// <summary>
/// Settings of one account at a venue. Each says how things are to be, so it may be repeated; that they are so already
/// is success.
/// </summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface IAccountControl
{
    /// <summary>Sets the leverage of an instrument, both sides.</summary>
    /// <param name="coin">Which instrument.</param>
    /// <param name="leverage">At least 1.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">The leverage is below 1.</exception>
    Task<VenueResult<Done>> SetLeverageAsync(InstrumentId coin, decimal leverage, CancellationToken cancellation);

    /// <summary>Sets how many positions the account may hold in an instrument.</summary>
    Task<VenueResult<Done>> SetPositionModeAsync(
        InstrumentId coin, PositionMode mode, CancellationToken cancellation);

    /// <summary>Sets or takes away stop, target and trailing stop of a whole position.</summary>
    /// <exception cref="ArgumentException">A value is negative.</exception>
    Task<VenueResult<Done>> SetProtectionAsync(ProtectionOrder order, CancellationToken cancellation);

    /// <summary>Cancels all open orders of an instrument, or of a whole market.</summary>
    /// <param name="venue">Name of the market, as in <see cref="InstrumentId.Venue"/>.</param>
    /// <param name="coin">Null for all instruments of the market.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many orders the venue is cancelling.</returns>
    Task<VenueResult<int>> CancelAllAsync(string venue, InstrumentId? coin, CancellationToken cancellation);
}

/// <summary>It is as it was wanted.</summary>
/// <param name="WasSo">Whether it had been so already.</param>
public sealed record Done(bool WasSo);

/// <summary>How a position is to be protected.</summary>
/// <param name="Coin">Which instrument.</param>
/// <param name="Slot">Which of the account's positions in it.</param>
/// <param name="StopQuote">Stop; 0 takes it away; null leaves it.</param>
/// <param name="TargetQuote">Target; 0 takes it away; null leaves it.</param>
/// <param name="TrailingQuote">Distance of the trailing stop, in price; 0 takes it away; null leaves it.</param>
/// <param name="Watches">Which price triggers them.</param>
public sealed record ProtectionOrder(
    InstrumentId Coin,
    PositionSlot Slot,
    decimal? StopQuote = null,
    decimal? TargetQuote = null,
    decimal? TrailingQuote = null,
    TriggerPrice Watches = TriggerPrice.Mark) : IWithCoin;
