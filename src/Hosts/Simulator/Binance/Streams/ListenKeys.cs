using WhaleStack.Domain.Matching;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>Keys of private streams: one an account, good for an hour from its last renewal. Thread-safe.</summary>
public sealed class ListenKeys
{
    /// <summary>How long a key lives.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(60);

    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, (string Key, DateTimeOffset Until)> _keys = [];

    /// <summary>The key of an account, renewed; a new one when it has none.</summary>
    public string Open(AccountId account, DateTimeOffset now)
    {
        lock (_gate)
        {
            var key = _keys.TryGetValue(account, out var old) && old.Until > now
                ? old.Key
                : $"{Guid.NewGuid():n}{Guid.NewGuid():n}";
            _keys[account] = (key, now + Life);
            return key;
        }
    }

    /// <summary>Renews the key of an account; null when it has none.</summary>
    public string? Renew(AccountId account, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_keys.TryGetValue(account, out var old) || old.Until <= now)
            {
                return null;
            }

            _keys[account] = (old.Key, now + Life);
            return old.Key;
        }
    }

    /// <summary>Ends the key of an account; false when it has none.</summary>
    public bool Close(AccountId account, DateTimeOffset now)
    {
        lock (_gate)
        {
            return _keys.Remove(account, out var old) && old.Until > now;
        }
    }

    /// <summary>Whose key it is, and until when; null when it is nobody's.</summary>
    public (AccountId Account, DateTimeOffset Until)? Find(string key, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var (account, entry) in _keys)
            {
                if (entry.Key == key && entry.Until > now)
                {
                    return (account, entry.Until);
                }
            }

            return null;
        }
    }
}
