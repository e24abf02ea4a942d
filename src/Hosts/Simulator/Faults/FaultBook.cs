namespace WhaleStack.Simulator.Faults;

/// <summary>The faults in force. Thread-safe.</summary>
public sealed class FaultBook
{
    /// <summary>How many there may be.</summary>
    public const int CountMax = 100;

    private readonly Lock _gate = new();
    private readonly List<ActiveFault> _faults = [];
    private int _lastId;

    /// <summary>How far the server's clock is ahead: the sum of all skews.</summary>
    public TimeSpan Skew
    {
        get
        {
            lock (_gate)
            {
                return TimeSpan.FromMilliseconds(
                    _faults.Where(f => f.Rule.Kind == FaultKind.ClockSkew).Sum(f => (double)f.Rule.DelayMs));
            }
        }
    }

    /// <summary>Puts a fault in force.</summary>
    /// <param name="rule">A rule without mistake.</param>
    /// <returns>Its number; null when there are <see cref="CountMax"/> already.</returns>
    public int? Add(FaultRule rule)
    {
        if (rule.Mistake() is { } mistake)
        {
            throw new ArgumentException($"rule: {mistake}", nameof(rule));
        }

        lock (_gate)
        {
            if (_faults.Count == CountMax)
            {
                return null;
            }

            _faults.Add(new ActiveFault(++_lastId, rule));
            return _lastId;
        }
    }

    /// <summary>Ends one fault, or all.</summary>
    /// <param name="id">Its number; null for all.</param>
    /// <returns>How many were ended.</returns>
    public int Clear(int? id = null)
    {
        lock (_gate)
        {
            foreach (var fault in _faults.Where(fault => id is null || fault.Id == id))
            {
                fault.Clear();
            }

            return _faults.RemoveAll(fault => id is null || fault.Id == id);
        }
    }

    /// <summary>The faults in force with their counts, oldest first.</summary>
    public IReadOnlyList<FaultReport> List()
    {
        lock (_gate)
        {
            return [.. _faults.Select(fault => new FaultReport(fault.Id, fault.Rule, fault.Seen, fault.Struck))];
        }
    }

    /// <summary>Asks at an occasion whether something goes wrong: the first fault of that kind and place that
    /// strikes.</summary>
    public FaultStrike? Draw(FaultKind kind, string target)
    {
        lock (_gate)
        {
            foreach (var fault in _faults)
            {
                if (fault.Concerns(kind, target) && fault.Strike() is { } strike)
                {
                    return strike;
                }
            }

            return null;
        }
    }
}

/// <summary>A fault in force and what it has done.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Rule">What was asked for.</param>
/// <param name="Seen">Occasions it has seen.</param>
/// <param name="Struck">How often it has struck.</param>
public sealed record FaultReport(int Id, FaultRule Rule, long Seen, long Struck);
