using Akka.Pattern;
using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A stream as a queue: elements wait in a bounded buffer until they are asked for.</summary>
internal sealed class QueueSink<T>() : SinkStage<T, ISinkQueue<T>>("queueSink")
{
    public override ILogicAndMaterializedValue<ISinkQueue<T>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var size = inheritedAttributes.GetAttribute<Attributes.InputBuffer>()?.Max ?? 16;
        if (size <= 0)
        {
            throw new ArgumentException("Buffer size must be greater than zero");
        }

        var logic = new Logic(Shape, size);
        return new LogicAndMaterializedValue<ISinkQueue<T>>(logic, new Queue(logic));
    }

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Inlet<T> _in;

        // One place more than elements: the end of the stream waits its turn too.
        private readonly BoundedBuffer<Task<Option<T>>> _buffer;
        private readonly int _size;
        private readonly HashSet<TaskCompletionSource<Option<T>>> _inFlight = [];
        private readonly Lock _lock = new();
        private readonly Action<TaskCompletionSource<Option<T>>> _request;
        private TaskCompletionSource<Option<T>>? _waiting;
        private bool _stopped;

        public Logic(SinkShape<T> shape, int size)
            : base(shape)
        {
            _in = shape.Inlet;
            _size = size;
            _buffer = new BoundedBuffer<Task<Option<T>>>(size + 1);
            _request = GetAsyncCallback<TaskCompletionSource<Option<T>>>(OnRequest);
            SetHandler(_in, this);
        }

        /// <summary>Any thread.</summary>
        public Task<Option<T>> PullFromOutside()
        {
            var promise = new TaskCompletionSource<Option<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                if (_stopped)
                {
                    return Task.FromException<Option<T>>(StreamDetachedException.Instance);
                }

                _inFlight.Add(promise);
            }

            _request(promise);
            return promise.Task;
        }

        public override void PreStart()
        {
            // The end of the stream has to be collected too.
            SetKeepGoing(true);
            Pull(_in);
        }

        public override void OnPush()
        {
            Enqueue(Task.FromResult(Option<T>.Create(Grab(_in))));
            if (_buffer.Count < _size)
            {
                Pull(_in);
            }
        }

        public override void OnUpstreamFinish() => Enqueue(Task.FromResult(Option<T>.None));

        public override void OnUpstreamFailure(Exception e) => Enqueue(Task.FromException<Option<T>>(e));

        public override void PostStop()
        {
            TaskCompletionSource<Option<T>>[] left;
            lock (_lock)
            {
                _stopped = true;
                left = [.. _inFlight];
                _inFlight.Clear();
            }

            foreach (var promise in left)
            {
                promise.TrySetException(StreamDetachedException.Instance);
            }
        }

        private void OnRequest(TaskCompletionSource<Option<T>> promise)
        {
            if (_waiting is not null)
            {
                Remove(promise);
                promise.TrySetException(new IllegalStateException(
                    "You have to wait for previous future to be resolved to send another request"));
            }
            else if (_buffer.IsEmpty)
            {
                _waiting = promise;
            }
            else
            {
                Answer(promise, _buffer.Dequeue());
                if (!IsClosed(_in) && !HasBeenPulled(_in))
                {
                    Pull(_in);
                }
            }
        }

        private void Enqueue(Task<Option<T>> entry)
        {
            if (_waiting is { } waiting)
            {
                _waiting = null;
                Answer(waiting, entry);
            }
            else
            {
                _buffer.Enqueue(entry);
            }
        }

        private void Answer(TaskCompletionSource<Option<T>> promise, Task<Option<T>> entry)
        {
            Remove(promise);
            if (AsyncResults.ErrorOf((Task)entry) is { } error)
            {
                promise.TrySetException(error);
                FailStage(error);
            }
            else
            {
                promise.TrySetResult(entry.Result);
                if (!entry.Result.HasValue)
                {
                    CompleteStage();
                }
            }
        }

        private void Remove(TaskCompletionSource<Option<T>> promise)
        {
            lock (_lock)
            {
                _inFlight.Remove(promise);
            }
        }
    }

    private sealed class Queue(Logic logic) : ISinkQueue<T>
    {
        public Task<Option<T>> PullAsync() => logic.PullFromOutside();
    }
}
