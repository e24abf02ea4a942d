using System.Collections.Immutable;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Paper;
using WhaleStack.Domain.Platform;
using WhaleStack.Domain.Risk;
using WhaleStack.Domain.Scanners.WhaleTarget;
using WhaleStack.Domain.Traders;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Backtests;

/// <summary>Everything that a backtest depends on, besides the market.</summary>
/// <param name="Coin">Views of coins.</param>
/// <param name="Scanner">Signals.</param>
/// <param name="Trader">The one trader.</param>
/// <param name="Risk">Limits.</param>
/// <param name="Paper">Costs.</param>
/// <param name="Capital">Account and start.</param>
/// <param name="Instruments">Trading rules; only these instruments are watched.</param>
public sealed record BacktestOptions(
    CoinOptions Coin,
    WhaleTargetOptions Scanner,
    TraderOptions Trader,
    RiskOptions Risk,
    PaperOptions Paper,
    CapitalOptions Capital,
    ImmutableSortedDictionary<InstrumentId, Instrument> Instruments);
