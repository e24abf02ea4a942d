namespace WhaleStack.Quant.Tests;

/// <summary>A made-up market of hourly bars: a random walk that each day is drawn to one level, which a model may or
/// may not know. Weekends may be calmer.</summary>
internal sealed class PlantedMarket
{
    private const double SigmaHour = 0.006;
    private readonly List<Day> _days = [];

    public PlantedMarket(ulong seed, int days, double pull, string coin = "PLANTED", double weekend = 1.0)
    {
        var random = new SeededRandom(seed);
        var bars = new List<MarketBar>();
        var start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var price = 100.0;
        for (var day = 0; day < days; day++)
        {
            var side = random.NextDouble() < 0.5 ? LiquidationSide.Longs : LiquidationSide.Shorts;
            var sign = side == LiquidationSide.Shorts ? 1.0 : -1.0;
            var levels = (
                Price: price * Math.Exp(sign * Distance(random)), Decoy: price * Math.Exp(-sign * Distance(random)));
            _days.Add(new Day(side, levels.Price, levels.Decoy));
            var isWeekend = start.AddDays(day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var sigma = SigmaHour * (isWeekend ? weekend : 1.0);
            for (var hour = 0; hour < 24; hour++)
            {
                var drift = pull * Math.Log(levels.Price / price) / (24 - hour);
                var close = price * Math.Exp(drift + (sigma * random.NextNormal()));
                var high = Math.Max(price, close) * (1.0 + (0.2 * sigma * random.NextDouble()));
                var low = Math.Min(price, close) * (1.0 - (0.2 * sigma * random.NextDouble()));
                bars.Add(MarketBar.OfCandle(
                    new HeatmapCandle(start.AddHours((24 * day) + hour + 1), price, high, low, close, close * 10), 10));
                price = close;
            }
        }

        Series = new MarketSeries("nowhere", coin, TimeSpan.FromHours(1), bars, [], []);
    }

    public MarketSeries Series { get; }

    /// <summary>Knows the level that price is drawn to, and sees as heavy a one on the other side.</summary>
    public LevelModel Knowing(double decoyMass) => new("knowing", _ => new DayMap(
        Series.Bars[0].CloseTime, day => day < _days.Count ? LevelsOf(_days[day], decoyMass) : []));

    /// <summary>Levels at such distances, at random.</summary>
    public static LevelModel Guessing(ulong seed) => new("guessing", series => new DayMap(
        series.Bars[0].CloseTime,
        day =>
        {
            var random = new SeededRandom(seed + (ulong)day);
            return
            [
                (LiquidationSide.Longs, double.NaN, 1.0 + random.NextDouble(), Distance(random)),
                (LiquidationSide.Shorts, double.NaN, 1.0 + random.NextDouble(), Distance(random)),
            ];
        }));

    private static (LiquidationSide, double, double, double)[] LevelsOf(Day day, double decoyMass)
    {
        var other = day.Side == LiquidationSide.Longs ? LiquidationSide.Shorts : LiquidationSide.Longs;
        return decoyMass > 0.0
            ? [(day.Side, day.Price, 10.0, 0.0), (other, day.Decoy, decoyMass, 0.0)]
            : [(day.Side, day.Price, 10.0, 0.0)];
    }

    private static double Distance(SeededRandom random) => SigmaHour * (3.0 + (5.0 * random.NextDouble()));

    private sealed record Day(LiquidationSide Side, double Price, double Decoy);

    /// <summary>A map that has the levels of the present day; a level without a price is placed from the first bar's
    /// close.</summary>
    private sealed class DayMap(
        DateTimeOffset firstClose,
        Func<int, (LiquidationSide Side, double Price, double Mass, double Distance)[]> levelsOf) : ILevelMap
    {
        private (LiquidationSide Side, double Price, double Mass, double Distance)[] _levels = [];
        private int _day = -1;

        public string Name => "planted";

        public double BucketFraction => 0.0005;

        public void Apply(in MarketBar bar)
        {
            var day = (int)Math.Floor((bar.CloseTime - firstClose).TotalDays);
            if (day != _day)
            {
                _day = day;
                var close = bar.Close;
                _levels = Array.ConvertAll(levelsOf(day), level => double.IsNaN(level.Price)
                    ? level with
                    {
                        Price = close
                            * Math.Exp((level.Side == LiquidationSide.Shorts ? 1.0 : -1.0) * level.Distance),
                    }
                    : level);
            }

            var (low, high) = (bar.Low, bar.High);
            _levels = Array.FindAll(_levels, level => level.Side == LiquidationSide.Longs
                ? level.Price < low
                : level.Price > high);
        }

        public int BucketOf(double price) => (int)Math.Floor(Math.Log(price) / BucketFraction);

        public double CentreOf(int bucket) => Math.Exp((bucket + 0.5) * BucketFraction);

        public void CopyMass(LiquidationSide side, int first, Span<double> massQuote)
        {
            massQuote.Clear();
            foreach (var level in _levels)
            {
                var place = BucketOf(level.Price) - first;
                if (level.Side == side && place >= 0 && place < massQuote.Length)
                {
                    massQuote[place] += level.Mass;
                }
            }
        }
    }
}
