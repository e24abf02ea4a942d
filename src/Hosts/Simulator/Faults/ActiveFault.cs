using System.Text.RegularExpressions;

namespace WhaleStack.Simulator.Faults;

/// <summary>A fault in force: its rule, its dice, and how often it has struck. Guarded by its book.</summary>
public sealed class ActiveFault
{
    private readonly Regex _target;
    private readonly Random _dice;
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Puts a rule in force.</summary>
    public ActiveFault(int id, FaultRule rule)
    {
        Id = id;
        Rule = rule;
        _dice = new Random(rule.Seed);
        var pattern = Regex.Escape(rule.Target).Replace("\\*", ".*", StringComparison.Ordinal);
        _target = new Regex($"^{pattern}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>Its number.</summary>
    public int Id { get; }

    /// <summary>What was asked for.</summary>
    public FaultRule Rule { get; }

    /// <summary>Occasions it has seen.</summary>
    public long Seen { get; private set; }

    /// <summary>How often it has struck.</summary>
    public long Struck { get; private set; }

    /// <summary>Completes when it is cleared.</summary>
    public Task Over => _over.Task;

    /// <summary>Ends it.</summary>
    public void Clear() => _over.TrySetResult();

    /// <summary>Whether it is of this kind and place and not used up.</summary>
    public bool Concerns(FaultKind kind, string target) =>
        Rule.Kind == kind && (Rule.Count is not { } count || Struck < count) && _target.IsMatch(target);

    /// <summary>Throws the dice for one occasion; null when it does not strike.</summary>
    public FaultStrike? Strike()
    {
        Seen++;
        var hit = _dice.NextDouble() < Rule.Probability;
        var delay = Rule.DelayMsMax > Rule.DelayMs ? _dice.Next(Rule.DelayMs, Rule.DelayMsMax + 1) : Rule.DelayMs;
        if (!hit || Seen <= Rule.After)
        {
            return null;
        }

        Struck++;
        return new FaultStrike(Rule, TimeSpan.FromMilliseconds(delay), Over);
    }
}

/// <summary>One stroke of a fault.</summary>
/// <param name="Rule">What was asked for.</param>
/// <param name="Delay">Latency or length, as drawn.</param>
/// <param name="Over">Completes when the fault is cleared.</param>
public sealed record FaultStrike(FaultRule Rule, TimeSpan Delay, Task Over)
{
    /// <summary>Waits out a stall: for its length, or until the fault is cleared.</summary>
    public async Task WaitAsync(TimeProvider time, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var length = Delay > TimeSpan.Zero ? Delay : Timeout.InfiniteTimeSpan;
        await Task.WhenAny(Over, Task.Delay(length, time, enough.Token)).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
    }
}
