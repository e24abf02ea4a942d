using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Paper;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Tests.Matching.Bourse;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>
/// The paper exchange fills from candles what the matching engine fills from a market that walks through them: the same
/// prices, sizes and fees, for market and limit entries, stops, targets and exits, with gaps.
/// </summary>
public sealed class PaperAgainstMatchingSpecs
{
    private const int Candles = 10;
    private static readonly PaperOptions Costs = new(0.00055m, 0.0002m, SlippageFraction: 0m);

    [Fact]
    public void Candles_and_the_market_they_came_from_fill_alike()
    {
        var fills = 0;
        var kinds = new HashSet<(FillTrigger, bool)>();
        for (var seed = 1; seed <= 300; seed++)
        {
            var trial = new Trial(seed);
            for (var hour = 0; hour < Candles; hour++)
            {
                trial.Hour(hour);
                Assert.True(
                    trial.Paper.SequenceEqual(trial.Matched),
                    $"seed {seed} hour {hour}: {string.Join(", ", trial.Script)}\npaper   "
                    + $"{string.Join(", ", trial.Paper)}\nmatched {string.Join(", ", trial.Matched)}");
            }

            fills += trial.Paper.Count;
            kinds.UnionWith(trial.Kinds);
        }

        Assert.True(fills > 500, $"{fills} fills prove little.");
        Assert.Equal(
            [(FillTrigger.Order, false), (FillTrigger.Order, true), (FillTrigger.Stop, false),
                (FillTrigger.Target, true)],
            kinds.Order());
    }

    private sealed record Done(Side Side, decimal PriceQuote, decimal SizeBase, decimal FeeQuote);

    private sealed class Trial
    {
        private readonly Random _random;
        private readonly PaperDesk _desk = new(Costs);
        private readonly Bourse _bourse = new(
            new FeeSchedule(Costs.MakerFeeFraction, Costs.TakerFeeFraction), 1_000_000m);

        private readonly CandlePath _path;
        private decimal _close = 100m;
        private OpenOrder? _entry;
        private bool _isFilled;
        private bool _hasTarget;

        public Trial(int seed)
        {
            _random = new Random(seed);
            _path = new CandlePath(_bourse);
            _path.Open(_close);
        }

        public List<Done> Paper { get; } = [];

        public List<Done> Matched { get; } = [];

        public List<string> Script { get; } = [];

        public HashSet<(FillTrigger, bool)> Kinds { get; } = [];

        public void Hour(int hour)
        {
            var candle = Candle(hour);
            var order = _entry is null ? Entry(hour) : IsExit(candle) ? Exit(hour) : null;
            Script.Add($"{candle.OpenQuote} {candle.HighQuote} {candle.LowQuote} {candle.CloseQuote}");
            if (order is not null)
            {
                Script.Add($"{order.Side} {order.Kind} {order.LimitQuote}, {order.StopQuote} to {order.TargetQuote}");
                Assert.IsType<VenueReplies.OrderAccepted>(_desk.Place(order));
            }

            foreach (var fill in _desk.Trade(
                hour, candle.OpenQuote, candle.HighQuote, candle.LowQuote, candle.CloseQuote))
            {
                Paper.Add(new Done(fill.Side, fill.PriceQuote, fill.SizeBase, fill.FeeQuote));
                Kinds.Add((fill.Trigger, fill.FeeQuote == fill.PriceQuote * fill.SizeBase * Costs.MakerFeeFraction));
            }

            var before = _bourse.Events.Count;
            Market(order, candle);
            Matched.AddRange(_bourse.Events.Skip(before).Executions()
                .Where(execution => execution.Account == Ann)
                .Select(e => new Done(e.Side, e.PriceQuote, e.SizeBase, e.FeeQuote)));
            Settle();
        }

        private void Market(OpenOrder? order, Candle candle)
        {
            var side = _entry?.Side ?? Side.Buy;
            if (order is { Kind: OrderKind.Market })
            {
                _path.Meet(order.Side, candle.OpenQuote, () => _bourse.Place(Ann, Request(order)));
                Target();
            }
            else
            {
                if (order is not null)
                {
                    _bourse.Place(Ann, Request(order));
                }

                _path.Open(candle.OpenQuote);
            }

            _path.Through(candle, side);
        }

        /// <summary>At the end of the candle: the target of a limit entry waits from the next one on.</summary>
        private void Settle()
        {
            Target();
            _close = _bourse.Exchange.Prices(Given.Sol).LastQuote!.Value;
            _isFilled |= _bourse.Size(Ann) != 0m;
            if (_entry is not null && _bourse.Size(Ann) == 0m && Matched.Count % 2 == 0 && Matched.Count > 0
                && _bourse.Open(Ann).All(order => order.Request.ReduceOnly))
            {
                (_entry, _isFilled, _hasTarget) = (null, false, false);
            }
        }

        private void Target()
        {
            if (_entry is { TargetQuote: { } target } entry && !_hasTarget && _bourse.Size(Ann) != 0m)
            {
                _hasTarget = true;
                Assert.Null(_bourse.Place(Ann, Reduce(entry.Side.Opposite(), entry.SizeBase, target)).Refusal());
            }
        }

        private static OrderRequest Request(OpenOrder order) => new(
            order.Side,
            order.Kind,
            order.SizeBase,
            order.LimitQuote,
            ReduceOnly: order.ReduceOnly,
            Protection: order.StopQuote is { } stop ? new AttachedProtection(null, new ProtectionPrice(stop)) : null);

        private OpenOrder Entry(int hour)
        {
            var side = _random.Next(2) == 0 ? Side.Buy : Side.Sell;
            var isLimit = _random.Next(2) == 0;
            var reference = isLimit ? _close - (side.Sign() * Ticks(2, 12)) : _close;
            var order = Accounts.Entry($"{hour}", Given.Sol, _random.Next(1, 50) / 10m, hour) with
            {
                Side = side,
                Kind = isLimit ? OrderKind.Limit : OrderKind.Market,
                LimitQuote = isLimit ? reference : null,
                ReferenceQuote = reference,
                StopQuote = reference - (side.Sign() * Ticks(21, 30)),

                // Of a limit entry beyond the reach of its candle: that a candle closes beyond a target that was not
                // there yet is told differently, too.
                TargetQuote = reference + (side.Sign() * (isLimit ? Ticks(46, 55) : Ticks(21, 30))),
            };
            _entry = order;
            return order;
        }

        /// <summary>An exit and a target that meet at the open would fill in an order that candles do not
        /// tell.</summary>
        private bool IsExit(Candle candle) => _isFilled
            && _random.Next(8) == 0
            && _entry!.Side.Sign() * (_entry.TargetQuote - candle.OpenQuote) > 0m;

        private OpenOrder Exit(int hour) => Accounts.Entry($"{hour}", Given.Sol, _entry!.SizeBase, hour) with
        {
            Side = _entry.Side.Opposite(),
            ReduceOnly = true,
            StopQuote = null,
            TargetQuote = null,
            ReferenceQuote = _close,
        };

        /// <summary>Gaps are small while an entry waits: a stop beyond the open would have no common story.</summary>
        private Candle Candle(int hour)
        {
            var open = _close + ((_random.Next(2) * 2) - 1) * Ticks(0, _isFilled ? 25 : 6);
            var high = open + Ticks(0, 20);
            var low = open - Ticks(0, 20);
            return Given.Candle(hour, open, high, low, low + Ticks(0, (int)((high - low) / CandlePath.Tick)));
        }

        private decimal Ticks(int min, int max) => _random.Next(min, max + 1) * CandlePath.Tick;
    }
}
