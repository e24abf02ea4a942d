using StackExchange.Redis;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Publishing;

namespace WhaleStack.Storage.Redis;

/// <summary>One connection, used until its first failure and never mended: a new one takes its place.</summary>
/// <remarks>Nothing here waits longer than the time-out that it was opened with.</remarks>
internal sealed class RedisConnection : IDisposable
{
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConnectionMultiplexer _multiplexer;
    private readonly RedisEnv _env;
    private readonly RedisOptions _options;
    private readonly TimeProvider _time;

    private RedisConnection(ConnectionMultiplexer multiplexer, RedisEnv env, RedisOptions options, TimeProvider time)
    {
        _multiplexer = multiplexer;
        _env = env;
        _options = options;
        _time = time;
        multiplexer.ConnectionFailed += (_, _) => _broken.TrySetResult();
    }

    /// <summary>Completes when the connection is known to be broken.</summary>
    public Task Broken => _broken.Task;

    /// <summary>Connects, logs in and hears an answer.</summary>
    /// <exception cref="RedisAwayException">It could not, in time.</exception>
    public static async Task<RedisConnection> OpenAsync(
        RedisEnv env, RedisOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var connecting = Task.Run(() => ConnectionMultiplexer.ConnectAsync(Settings(env, options)), cancellation);
        try
        {
            // The library's own time-out comes first; this one is for what it does not cover.
            var multiplexer = await connecting
                .WaitAsync(options.AnswerTimeout * 2, time, cancellation)
                .ConfigureAwait(false);
            var connection = new RedisConnection(multiplexer, env, options, time);
            try
            {
                await connection.PingAsync(cancellation).ConfigureAwait(false);
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (Exception error)
        {
            DisposeLater(connecting);
            if (cancellation.IsCancellationRequested)
            {
                throw;
            }

            throw AwayBecause(env, options, error);
        }
    }

    /// <summary>Hears whether the server still answers.</summary>
    /// <exception cref="RedisAwayException">It does not.</exception>
    public Task PingAsync(CancellationToken cancellation) =>
        GuardedAsync(_multiplexer.GetDatabase().PingAsync(), cancellation);

    /// <summary>
    /// Sends messages in order, each in a transaction of its own: into its stream, as its last value, to its channel.
    /// </summary>
    /// <returns>What the server said to the messages that it refused for good; empty when it took all.</returns>
    /// <exception cref="RedisAwayException">It is not known that all were taken.</exception>
    public async Task<List<string>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        var database = _multiplexer.GetDatabase();
        var sent = messages.Select(message => Start(database, message)).ToList();
        await GuardedAsync(Task.WhenAll(sent), cancellation).ConfigureAwait(false);
        return [.. sent.Select(task => task.Result).OfType<string>()];
    }

    /// <summary>A last value; null when there is none.</summary>
    /// <exception cref="RedisAwayException">The server does not answer.</exception>
    public async Task<string?> ReadLastAsync(string channel, string subject, CancellationToken cancellation)
    {
        var reading = _multiplexer.GetDatabase().StringGetAsync(RedisKeys.Last(channel, subject));
        await GuardedAsync(reading, cancellation).ConfigureAwait(false);
        return (await reading.ConfigureAwait(false)) is { IsNull: false } value ? (string?)value : null;
    }

    /// <summary>Ends the connection at once; what was not answered fails.</summary>
    public void Dispose()
    {
        _multiplexer.Close(allowCommandsToComplete: false);
        _multiplexer.Dispose();
    }

    private static ConfigurationOptions Settings(RedisEnv env, RedisOptions options)
    {
        var timeout = (int)options.AnswerTimeout.TotalMilliseconds;
        var settings = new ConfigurationOptions
        {
            // A connection that failed to open can only be closed if the library hands it out.
            AbortOnConnectFail = false,
            ConnectRetry = 1,
            ConnectTimeout = timeout,
            SyncTimeout = timeout,
            ClientName = "whalestack",
            Password = env.Password?.Reveal(),
        };
        settings.EndPoints.Add(env.Host, env.Port);
        return settings;
    }

    private static RedisAwayException AwayBecause(RedisEnv env, RedisOptions options, Exception error)
    {
        var where = $"redis at {env.Address}";
        return error switch
        {
            RedisAwayException away => away,
            _ when Chain(error).Any(IsRefusedLogin) => new(
                env.Password is null
                    ? $"{where} asks for a password: set REDIS_PASS in .env."
                    : $"{where} refuses the password in REDIS_PASS.",
                isRefusedLogin: true),
            TimeoutException => new($"{where} did not answer within {options.AnswerTimeout.TotalSeconds:0.###} s."),
            RedisServerException refusal => new($"{where} refuses: {FirstLine(refusal.Message)}"),
            RedisConnectionException or OperationCanceledException =>
                new($"{where} cannot be reached or does not answer."),
            _ => new($"{where} cannot be used: {error.GetType().Name}."),
        };
    }

    private static bool IsRefusedLogin(Exception error) =>
        error is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure };

    private static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error;
        }
    }

    private static string FirstLine(string text)
    {
        const int LengthMax = 160;
        var line = text.Split('\n')[0].Trim();
        return line.Length > LengthMax ? line[..LengthMax] : line;
    }

    // A connection that is made after nobody waits for it any more.
    private static void DisposeLater(Task<ConnectionMultiplexer> connecting) => connecting.ContinueWith(
        late =>
        {
            if (late.IsCompletedSuccessfully)
            {
                late.Result.Dispose();
            }
            else
            {
                _ = late.Exception;
            }
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private Task<string?> Start(IDatabase database, OutgoingMessage message)
    {
        var transaction = database.CreateTransaction();
        Task[] parts =
        [
            transaction.ExecuteAsync(
                "XADD",
                RedisKeys.Stream(message.Channel),
                "MAXLEN",
                "~",
                _options.StreamLengthMax,
                "*",
                RedisKeys.MessageField,
                message.Json),
            transaction.StringSetAsync(
                RedisKeys.Last(message.Channel, message.Subject), message.Json, _options.LastValueLife),
            transaction.PublishAsync(message.Channel, message.Json),
        ];
        return FinishAsync(transaction.ExecuteAsync(), parts);
    }

    // A key of another type is the one refusal that concerns a message and not the server.
    private static async Task<string?> FinishAsync(Task<bool> executed, Task[] parts)
    {
        const string WrongType = "WRONGTYPE";
        var whole = Task.WhenAll(parts);
        try
        {
            await executed.ConfigureAwait(false);
            await whole.ConfigureAwait(false);
            return null;
        }
        catch (RedisServerException error) when (error.Message.StartsWith(WrongType, StringComparison.Ordinal))
        {
            return FirstLine(error.Message);
        }
        catch
        {
            _ = whole.Exception;
            throw;
        }
    }

    private async Task GuardedAsync(Task work, CancellationToken cancellation)
    {
        try
        {
            await work.WaitAsync(_options.AnswerTimeout, _time, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            // What is answered after the time-out interests nobody.
            _ = work.ContinueWith(
                static late => _ = late.Exception,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            throw AwayBecause(_env, _options, error);
        }
    }
}
