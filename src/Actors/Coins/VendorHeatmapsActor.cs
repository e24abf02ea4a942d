using Akka.Actor;
using Akka.Event;
using WhaleStack.Domain.Heatmaps;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Derivatives;

namespace WhaleStack.Actors.Coins;

/// <summary>
/// Asks a vendor for its heatmaps, one after the other, round by round, and tells each coin the levels of its own.
/// </summary>
/// <remarks>
/// States: Resting -> Asking -> Resting. Parent: a singleton's back-off supervisor. Not persisted: what it tells is an
/// overlay that the vendor has again. At most one question is open, so that the vendor's rate is the client's to keep;
/// a round that is due while one is under way is left out. What the plan does not include is not asked for again.
/// </remarks>
public sealed class VendorHeatmapsActor : ReceiveActor, IWithTimers
{
    private readonly VendorHeatmapsSetup _setup;
    private readonly IActorRef _coins;
    private readonly TimeSpan _life;
    private readonly Queue<Question> _questions = new();
    private readonly HashSet<Question> _refused = [];
    private readonly CancellationToken _ended;
    private readonly Action _end;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _isAsking;

    /// <summary>Makes the actor.</summary>
    public VendorHeatmapsActor(VendorHeatmapsSetup setup, IActorRef coins)
    {
        _setup = setup;
        _coins = coins;
        var ended = new CancellationTokenSource();
        (_ended, _end) = (ended.Token, ended.Cancel);
        _life = VendorHeatmapOptions.RoundsKept * setup.Options.Every;
        Receive<BeginRound>(_ => OnBeginRound());
        Receive<Answered>(OnAnswered);
        Receive<Failed>(OnFailed);
        Receive<CoinReplies.Accepted>(_ => { }); // A coin says itself what it refuses.
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(VendorHeatmapsSetup setup, IActorRef coins) =>
        Props.Create(() => new VendorHeatmapsActor(setup, coins));

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer(
        nameof(BeginRound), BeginRound.Instance, TimeSpan.Zero, _setup.Options.Every);

    /// <inheritdoc/>
    protected override void PostStop() => _end();

    private void OnBeginRound()
    {
        if (_isAsking)
        {
            _log.Info("A round of {0}'s heatmaps takes longer than {1}.", _setup.Source, _setup.Options.Every);
            return;
        }

        foreach (var coin in _setup.Coins)
        {
            foreach (var question in _setup.Options.Models.Select(model => new Question(coin, model)))
            {
                if (!_refused.Contains(question))
                {
                    _questions.Enqueue(question);
                }
            }
        }

        AskNext();
    }

    private void AskNext()
    {
        _isAsking = _questions.TryDequeue(out var question);
        if (question is null)
        {
            return;
        }

        var request = new HeatmapRequest(
            question.Model, question.Coin.Coin.Symbol, question.Coin.Exchange, _setup.Options.Range);
        _setup.Data.GetHeatmapAsync(request, _ended).PipeTo(
            Self,
            success: result => new Answered(question, result),
            failure: cause => new Failed(question, cause));
    }

    private void OnAnswered(Answered answered)
    {
        var question = answered.Question;
        switch (answered.Result)
        {
            case VenueResult<LiquidationHeatmap>.Granted granted:
                Tell(question, granted.Value);
                break;
            case { Failure: { IsTransient: true } busy }:
                _log.Info("[{0}] {1} Asked again in the next round.", question.Coin.Coin, busy.Message);
                break;
            case { Failure: { } refusal }:
                GiveUp(question, refusal);
                break;
            default:
                throw new InvalidOperationException($"'{answered.Result.GetType().Name}' is no answer.");
        }

        AskNext();
    }

    private void OnFailed(Failed failed)
    {
        _log.Warning("[{0}] {1}", failed.Question.Coin.Coin, failed.Cause.Message);
        AskNext();
    }

    private void Tell(Question question, LiquidationHeatmap map)
    {
        if (VendorHeatmap.LevelsOf(map, VendorModels.NameOf(question.Model), _setup.Source, _life) is { } levels)
        {
            var coin = question.Coin.Coin;
            IWithCoin told = new CoinCommands.ApplyLevels(coin, levels);
            _coins.Tell(new CoinCommands.ApplyBatch(coin, [told]));
        }
        else
        {
            _log.Info("[{0}] {1} shows no level in model {2}.", question.Coin.Coin, _setup.Source, question.Model);
        }
    }

    /// <summary>A plan or a key is the same for all instruments; anything else is this instrument's own.</summary>
    private void GiveUp(Question question, VenueError refusal)
    {
        _log.Warning(
            "[{0}] {1} It is not asked for again before the next start.", question.Coin.Coin, refusal.Message);
        _refused.Add(question);
        if (refusal.Kind is VenueErrorKind.NotPermitted or VenueErrorKind.Credentials)
        {
            _refused.UnionWith(_setup.Coins.Select(coin => new Question(coin, question.Model)));
            var left = _questions.Where(other => other.Model != question.Model).ToList();
            _questions.Clear();
            left.ForEach(_questions.Enqueue);
        }
    }

    private sealed record Question(VendorCoin Coin, int Model);

    private sealed record Answered(Question Question, VenueResult<LiquidationHeatmap> Result);

    private sealed record Failed(Question Question, Exception Cause);

    private sealed class BeginRound : INotInfluenceReceiveTimeout
    {
        public static readonly BeginRound Instance = new();

        private BeginRound()
        {
        }
    }
}
