using System.Threading.Channels;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The elements of an asynchronous enumerable, asked for one at a time.</summary>
internal sealed class AsyncEnumerableSource<T>(Func<IAsyncEnumerable<T>> factory)
    : SourceStage<T>("asyncEnumerable")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, factory);

    private sealed class Logic : SourceLogic<T>
    {
        private readonly Func<IAsyncEnumerable<T>> _factory;
        private readonly CancellationTokenSource _stopped = new();
        private readonly Action<Task<bool>> _onMoved;
        private IAsyncEnumerator<T> _enumerator = null!;
        private Task<bool>? _moving;

        public Logic(AsyncEnumerableSource<T> stage, Func<IAsyncEnumerable<T>> factory)
            : base(stage)
        {
            _factory = factory;
            _onMoved = GetAsyncCallback<Task<bool>>(OnMoved);
        }

        public override void PreStart() => _enumerator = _factory().GetAsyncEnumerator(_stopped.Token);

        public override void OnPull()
        {
            var moved = _enumerator.MoveNextAsync();
            if (moved.IsCompletedSuccessfully)
            {
                Give(moved.Result);
                return;
            }

            var task = _moving = moved.AsTask();
            AsyncResults.WhenDone(task, () => _onMoved(task));
        }

        public override void PostStop()
        {
            _stopped.Cancel();
            _ = Close(_enumerator, _moving, _stopped);
        }

        private void OnMoved(Task<bool> task)
        {
            _moving = null;
            if (AsyncResults.ErrorOf((Task)task) is { } error)
            {
                FailStage(error);
            }
            else
            {
                Give(task.Result);
            }
        }

        private void Give(bool hasElement)
        {
            if (hasElement)
            {
                Push(Outlet, _enumerator.Current);
            }
            else
            {
                CompleteStage();
            }
        }

        // An enumerator must not be disposed while it moves. How it ends no longer matters to anyone.
        private static async Task Close(
            IAsyncEnumerator<T>? enumerator, Task<bool>? moving, CancellationTokenSource stopped)
        {
            try
            {
                if (moving is not null)
                {
                    await ((Task)moving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                if (enumerator is not null)
                {
                    await enumerator.DisposeAsync().ConfigureAwait(false);
                }
            }
            finally
            {
                stopped.Dispose();
            }
        }
    }
}

/// <summary>What a channel holds. The channel is not completed by this stage.</summary>
internal sealed class ChannelReaderSource<T>(ChannelReader<T> reader) : SourceStage<T>("channelReader")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, reader);

    private sealed class Logic : SourceLogic<T>
    {
        private readonly ChannelReader<T> _reader;
        private readonly CancellationTokenSource _stopped = new();
        private readonly Action<Task<bool>> _onReady;

        public Logic(ChannelReaderSource<T> stage, ChannelReader<T> reader)
            : base(stage)
        {
            _reader = reader;
            _onReady = GetAsyncCallback<Task<bool>>(OnReady);
        }

        public override void PreStart()
        {
            // A channel that ends while nobody asks for elements ends the stream all the same, once it is empty.
            if (_reader.Completion.IsCompleted && !_reader.TryPeek(out _))
            {
                End();
            }
        }

        public override void OnPull()
        {
            if (_reader.TryRead(out var element))
            {
                Push(Outlet, element);
                return;
            }

            var ready = _reader.WaitToReadAsync(_stopped.Token);
            if (ready.IsCompletedSuccessfully)
            {
                Continue(ready.Result);
                return;
            }

            var task = ready.AsTask();
            AsyncResults.WhenDone(task, () => _onReady(task));
        }

        public override void PostStop()
        {
            _stopped.Cancel();
            _stopped.Dispose();
        }

        private void OnReady(Task<bool> task)
        {
            if (AsyncResults.ErrorOf((Task)task) is { } error)
            {
                FailStage(error);
            }
            else
            {
                Continue(task.Result);
            }
        }

        private void Continue(bool mayRead)
        {
            if (mayRead)
            {
                OnPull();
            }
            else
            {
                End();
            }
        }

        private void End()
        {
            if (AsyncResults.ErrorOf(_reader.Completion) is { } error)
            {
                FailStage(error);
            }
            else
            {
                CompleteStage();
            }
        }
    }
}
