using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The base of stages with one inlet.</summary>
internal abstract class SinkStage<TIn, TMat> : GraphStageWithMaterializedValue<SinkShape<TIn>, TMat>
{
    protected SinkStage(string name)
    {
        In = new Inlet<TIn>($"{name}.in");
        Shape = new SinkShape<TIn>(In);
        InitialAttributes = Attributes.CreateName(name);
    }

    public Inlet<TIn> In { get; }

    public override SinkShape<TIn> Shape { get; }

    protected override Attributes InitialAttributes { get; }
}

/// <summary>The base of logics that promise a result: whatever ends the stream ends the task.</summary>
internal abstract class ResultSinkLogic<TIn, TResult> : InGraphStageLogic
{
    protected readonly Inlet<TIn> Inlet;
    private readonly TaskCompletionSource<TResult> _result =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected ResultSinkLogic(SinkShape<TIn> shape)
        : base(shape)
    {
        Inlet = shape.Inlet;
        SetHandler(Inlet, this);
    }

    public Task<TResult> Result => _result.Task;

    public override void PreStart() => Pull(Inlet);

    public override void OnUpstreamFailure(Exception e)
    {
        _result.TrySetException(e);
        FailStage(e);
    }

    public override void PostStop() => _result.TrySetException(new AbruptStageTerminationException(this));

    public LogicAndMaterializedValue<Task<TResult>> WithResult() => new(this, Result);

    protected void Succeed(TResult result)
    {
        _result.TrySetResult(result);
        CompleteStage();
    }

    protected void FailWith(Exception e)
    {
        _result.TrySetException(e);
        FailStage(e);
    }
}

/// <summary>Takes everything and does nothing with it.</summary>
internal sealed class IgnoreSink<T>() : SinkStage<T, Task<Done>>("ignoreSink")
{
    public override ILogicAndMaterializedValue<Task<Done>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) => new Logic(Shape).WithResult();

    private sealed class Logic(SinkShape<T> shape) : ResultSinkLogic<T, Done>(shape), IDirectSink<T>
    {
        public override void OnPush() => Pull(Inlet);

        public bool Consume(T element) => true;

        public override void OnUpstreamFinish() => Succeed(Done.Instance);
    }
}

/// <summary>Calls an action for every element.</summary>
internal sealed class ForEachSink<T>(Action<T> action) : SinkStage<T, Task<Done>>("foreachSink")
{
    public override ILogicAndMaterializedValue<Task<Done>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) =>
        new Logic(Shape, action, ActorAttributes.DeciderOf(inheritedAttributes)).WithResult();

    private sealed class Logic(SinkShape<T> shape, Action<T> action, Decider decider)
        : ResultSinkLogic<T, Done>(shape), IDirectSink<T>
    {
        public override void OnPush()
        {
            if (Consume(Grab(Inlet)))
            {
                Pull(Inlet);
            }
        }

        public bool Consume(T element)
        {
            try
            {
                action(element);
            }
            catch (Exception e)
            {
                if (decider(e) == Directive.Stop)
                {
                    FailWith(e);
                    return false;
                }
            }

            return true;
        }

        public override void OnUpstreamFinish() => Succeed(Done.Instance);
    }
}

/// <summary>Folds all elements into one result.</summary>
internal sealed class AggregateSink<TIn, TOut>(Func<TOut> zero, Func<TOut, TIn, TOut> fold, string name)
    : SinkStage<TIn, Task<TOut>>(name)
{
    public override ILogicAndMaterializedValue<Task<TOut>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) =>
        new Logic(Shape, zero, fold, ActorAttributes.DeciderOf(inheritedAttributes)).WithResult();

    private sealed class Logic(
        SinkShape<TIn> shape, Func<TOut> zero, Func<TOut, TIn, TOut> fold, Decider decider)
        : ResultSinkLogic<TIn, TOut>(shape), IDirectSink<TIn>
    {
        private TOut _aggregate = zero();

        public override void OnPush()
        {
            if (Consume(Grab(Inlet)))
            {
                Pull(Inlet);
            }
        }

        public bool Consume(TIn element)
        {
            try
            {
                _aggregate = fold(_aggregate, element);
            }
            catch (Exception e)
            {
                switch (decider(e))
                {
                    case Directive.Stop:
                        FailWith(e);
                        return false;
                    case Directive.Restart:
                        _aggregate = zero();
                        break;
                }
            }

            return true;
        }

        public override void OnUpstreamFinish() => Succeed(_aggregate);
    }
}

/// <summary>The first element, and then no more.</summary>
internal sealed class FirstSink<T>(bool defaultWhenEmpty) : SinkStage<T, Task<T>>("firstSink")
{
    public override ILogicAndMaterializedValue<Task<T>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) => new Logic(Shape, defaultWhenEmpty).WithResult();

    private sealed class Logic(SinkShape<T> shape, bool defaultWhenEmpty) : ResultSinkLogic<T, T>(shape)
    {
        public override void OnPush() => Succeed(Grab(Inlet));

        public override void OnUpstreamFinish()
        {
            if (defaultWhenEmpty)
            {
                Succeed(default!);
            }
            else
            {
                FailWith(new NoSuchElementException("First of empty stream"));
            }
        }
    }
}

/// <summary>The last element.</summary>
internal sealed class LastSink<T>(bool defaultWhenEmpty) : SinkStage<T, Task<T>>("lastSink")
{
    public override ILogicAndMaterializedValue<Task<T>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) => new Logic(Shape, defaultWhenEmpty).WithResult();

    private sealed class Logic(SinkShape<T> shape, bool defaultWhenEmpty) : ResultSinkLogic<T, T>(shape)
    {
        private bool _isEmpty = true;
        private T _last = default!;

        public override void OnPush()
        {
            _last = Grab(Inlet);
            _isEmpty = false;
            Pull(Inlet);
        }

        public override void OnUpstreamFinish()
        {
            if (_isEmpty && !defaultWhenEmpty)
            {
                FailWith(new NoSuchElementException("Last of empty stream"));
            }
            else
            {
                Succeed(_last);
            }
        }
    }
}

/// <summary>Wants nothing.</summary>
internal sealed class CancelledSink<T>() : SinkStage<T, NotUsed>("cancelledSink")
{
    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<NotUsed>(new Logic(Shape), NotUsed.Instance);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Inlet<T> _in;

        public Logic(SinkShape<T> shape)
            : base(shape)
        {
            _in = shape.Inlet;
            SetHandler(_in, this);
        }

        public override void PreStart() => Cancel(_in);

        public override void OnPush()
        {
        }
    }
}

/// <summary>Calls one of two actions when the stream ends.</summary>
internal sealed class OnCompleteSink<T>(Action success, Action<Exception> failure)
    : SinkStage<T, NotUsed>("onCompleteSink")
{
    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<NotUsed>(new Logic(Shape, success, failure), NotUsed.Instance);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Inlet<T> _in;
        private readonly Action _success;
        private readonly Action<Exception> _failure;
        private bool _told;

        public Logic(SinkShape<T> shape, Action success, Action<Exception> failure)
            : base(shape)
        {
            _in = shape.Inlet;
            _success = success;
            _failure = failure;
            SetHandler(_in, this);
        }

        public override void PreStart() => Pull(_in);

        public override void OnPush() => Pull(_in);

        public override void OnUpstreamFinish()
        {
            _told = true;
            _success();
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _told = true;
            _failure(e);
            FailStage(e);
        }

        public override void PostStop()
        {
            if (!_told)
            {
                _failure(new AbruptStageTerminationException(this));
            }
        }
    }
}
