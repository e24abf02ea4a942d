using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The base of stages with one outlet.</summary>
internal abstract class SourceStage<T> : GraphStage<SourceShape<T>>
{
    protected SourceStage(string name)
    {
        Out = new Outlet<T>($"{name}.out");
        Shape = new SourceShape<T>(Out);
        InitialAttributes = Attributes.CreateName(name);
    }

    public Outlet<T> Out { get; }

    public override SourceShape<T> Shape { get; }

    protected override Attributes InitialAttributes { get; }
}

/// <summary>The base of their logics.</summary>
internal abstract class SourceLogic<T> : OutGraphStageLogic
{
    protected readonly Outlet<T> Outlet;

    protected SourceLogic(SourceStage<T> stage)
        : base(stage.Shape)
    {
        Outlet = stage.Out;
        SetHandler(Outlet, this);
    }
}

/// <summary>One element.</summary>
internal sealed class SingleSource<T>(T element) : SourceStage<T>("singleSource")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, element);

    private sealed class Logic(SingleSource<T> stage, T element) : SourceLogic<T>(stage)
    {
        public override void OnPull()
        {
            Push(Outlet, element);
            CompleteStage();
        }
    }
}

/// <summary>The same element for ever.</summary>
internal sealed class RepeatSource<T>(T element) : SourceStage<T>("repeat")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, element);

    private sealed class Logic(RepeatSource<T> stage, T element) : SourceLogic<T>(stage), IDirectSource<T>
    {
        private readonly T _element = element;

        public override void OnPull() => Push(Outlet, _element);

        public bool TryTake(out T element)
        {
            element = _element;
            return true;
        }
    }
}

/// <summary>No elements: ends at once, well or not, or never.</summary>
internal sealed class ElementlessSource<T>(string name, bool ends, Exception? failure) : SourceStage<T>(name)
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, ends, failure);

    private sealed class Logic(ElementlessSource<T> stage, bool ends, Exception? failure) : SourceLogic<T>(stage)
    {
        public override void PreStart()
        {
            if (failure is not null)
            {
                FailStage(failure);
            }
            else if (ends)
            {
                CompleteStage();
            }
        }

        public override void OnPull()
        {
        }
    }
}

/// <summary>The elements of an enumerator that is made anew for every stream.</summary>
internal sealed class EnumeratorSource<T>(Func<IEnumerator<T>> factory) : SourceStage<T>("enumerator")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, factory);

    private sealed class Logic(EnumeratorSource<T> stage, Func<IEnumerator<T>> factory)
        : SourceLogic<T>(stage), IDirectSource<T>
    {
        private IEnumerator<T>? _enumerator;
        private bool _isOver;

        public override void PreStart()
        {
            _enumerator = factory();
            Advance();
        }

        // Looks one element ahead, so the end of the stream comes with its last element.
        public override void OnPull()
        {
            Push(Outlet, _enumerator!.Current);
            Advance();
        }

        public bool TryTake(out T element)
        {
            if (_isOver)
            {
                element = default!;
                return false;
            }

            element = default!;
            var taken = false;
            try
            {
                element = Elements.Require(_enumerator!.Current);
                taken = true;
                Advance();
            }
            catch (Exception e)
            {
                // The failure follows the element, if there was one.
                _isOver = true;
                Interpreter.Report(this, e);
            }

            return taken;
        }

        public override void PostStop() => _enumerator?.Dispose();

        private void Advance()
        {
            if (!_enumerator!.MoveNext())
            {
                _isOver = true;
                CompleteStage();
            }
        }
    }
}

/// <summary>The element of a task, or its failure.</summary>
internal sealed class TaskSource<T>(Task<T> task) : SourceStage<T>("taskSource")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, task);

    private sealed class Logic(TaskSource<T> stage, Task<T> task) : SourceLogic<T>(stage)
    {
        private bool _started;

        public override void PreStart()
        {
            if (task.IsCompleted && AsyncResults.ErrorOf(task) is { } error)
            {
                FailStage(error);
            }
        }

        public override void OnPull()
        {
            if (_started)
            {
                return;
            }

            _started = true;
            if (task.IsCompleted)
            {
                OnResult();
            }
            else
            {
                AsyncResults.WhenDone(task, GetAsyncCallback(OnResult));
            }
        }

        private void OnResult()
        {
            if (AsyncResults.ErrorOf(task) is { } error)
            {
                FailStage(error);
            }
            else
            {
                Emit(Outlet, task.Result, CompleteStage);
            }
        }
    }
}
