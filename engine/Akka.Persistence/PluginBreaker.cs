using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>
/// Guards a plugin's calls: one that takes longer than <c>call-timeout</c> fails, and after <c>max-failures</c> in a
/// row all fail at once until <c>reset-timeout</c> has passed; then a single trial decides.
/// </summary>
internal sealed class PluginBreaker
{
    private readonly string _name;
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

    /// <param name="name">Which plugin, for messages.</param>
    /// <param name="config">The plugin's section.</param>
    /// <param name="isFailure">False for what says nothing about the plugin's health.</param>
    public PluginBreaker(string name, Config config, Func<Exception, bool> isFailure)
    {
        _name = name;
        _failuresMax = config.GetInt("circuit-breaker.max-failures", 10);
        _callTimeout = config.GetTimeSpan("circuit-breaker.call-timeout", TimeSpan.FromSeconds(10));
        _resetTimeout = config.GetTimeSpan("circuit-breaker.reset-timeout", TimeSpan.FromSeconds(30));
        _isFailure = isFailure;
    }

    /// <summary>Runs a call; one that is done at once costs no task of its own.</summary>
    public Task<T> Run<TState, T>(Func<TState, Task<T>> body, TState state)
    {
        Task<T> running;
        try
        {
            Enter();
            running = Start(body, state);
        }
        catch (PluginUnavailableException unavailable)
        {
            return Task.FromException<T>(unavailable);
        }

        if (running.IsCompletedSuccessfully)
        {
            Succeed();
            return running;
        }

        return Finish(running);
    }

    public Task<T> Run<T>(Func<Task<T>> body) => Run(static b => b(), body);

    public Task Run(Func<Task> body) => Run(
        static async b =>
        {
            await b().ConfigureAwait(false);
            return true;
        },
        body);

    private static Task<T> Start<TState, T>(Func<TState, Task<T>> body, TState state)
    {
        try
        {
            return body(state);
        }
        catch (Exception exception)
        {
            // A call that fails before its task exists counts as one that fails in it.
            return Task.FromException<T>(exception);
        }
    }

    private async Task<T> Finish<T>(Task<T> running)
    {
        try
        {
            var result = await running.WaitAsync(_callTimeout).ConfigureAwait(false);
            Succeed();
            return result;
        }
        catch (Exception exception) when (!_isFailure(exception))
        {
            Succeed();
            throw;
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            var late = new TimeoutException(
                $"The plugin [{_name}] did not answer within {_callTimeout.TotalSeconds:0.#}s");
            Fail(late);
            throw late;
        }
        catch (Exception exception)
        {
            Fail(exception);
            throw;
        }
    }

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
                    $"The plugin [{_name}] failed {_failures} times in a row and is not tried for another " +
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
