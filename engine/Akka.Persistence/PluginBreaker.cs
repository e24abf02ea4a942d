using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>
/// Guards a plugin's calls: one that takes longer than <c>call-timeout</c> fails, and after <c>max-failures</c> in a
/// row all fail at once until <c>reset-timeout</c> has passed; then a single trial decides.
/// </summary>
internal sealed class PluginBreaker
{
    private readonly object _gate = new();
    private readonly int _failuresMax;
    private readonly TimeSpan _callTimeout;
    private readonly TimeSpan _resetTimeout;
    private readonly Func<Exception, bool> _isFailure;

    private int _failures;
    private long _openedAt;
    private bool _isOpen;
    private bool _trialRuns;
    private Exception? _last;

    public PluginBreaker(Config config, Func<Exception, bool> isFailure)
    {
        _failuresMax = config.GetInt("circuit-breaker.max-failures", 10);
        _callTimeout = config.GetTimeSpan("circuit-breaker.call-timeout", TimeSpan.FromSeconds(10));
        _resetTimeout = config.GetTimeSpan("circuit-breaker.reset-timeout", TimeSpan.FromSeconds(30));
        _isFailure = isFailure;
    }

    public async Task<T> Run<T>(Func<Task<T>> body)
    {
        Enter();
        try
        {
            var result = await body().WaitAsync(_callTimeout).ConfigureAwait(false);
            Succeed();
            return result;
        }
        catch (Exception exception) when (!_isFailure(exception))
        {
            Succeed();
            throw;
        }
        catch (Exception exception)
        {
            Fail(exception);
            throw;
        }
    }

    public Task Run(Func<Task> body) => Run(async () =>
    {
        await body().ConfigureAwait(false);
        return true;
    });

    private void Enter()
    {
        lock (_gate)
        {
            if (!_isOpen)
            {
                return;
            }

            var left = _resetTimeout - TimeSpan.FromMilliseconds(Environment.TickCount64 - _openedAt);
            if (left > TimeSpan.Zero || _trialRuns)
            {
                throw new PluginUnavailableException(
                    $"The plugin failed {_failures} times in a row and is not tried for another " +
                    $"{Math.Max(0, left.TotalSeconds):0.#}s; the last failure was: {_last?.Message}",
                    _last);
            }

            _trialRuns = true;
        }
    }

    private void Succeed()
    {
        lock (_gate)
        {
            _failures = 0;
            _isOpen = _trialRuns = false;
        }
    }

    private void Fail(Exception exception)
    {
        lock (_gate)
        {
            _failures++;
            _last = exception;
            if (_trialRuns || _failures >= _failuresMax)
            {
                _isOpen = true;
                _trialRuns = false;
                _openedAt = Environment.TickCount64;
            }
        }
    }
}

/// <summary>A plugin has failed so often that it is left alone for a while.</summary>
internal sealed class PluginUnavailableException(string message, Exception? cause)
    : InvalidOperationException(message, cause);
