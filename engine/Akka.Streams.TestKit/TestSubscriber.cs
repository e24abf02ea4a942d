using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

/// <summary>Subscribers that a test works by hand.</summary>
public static partial class TestSubscriber
{
    /// <summary>What a subscriber is told.</summary>
    public interface ISubscriberEvent : INoSerializationVerificationNeeded, IDeadLetterSuppression
    {
    }

    /// <summary>The subscription is there.</summary>
    public readonly struct OnSubscribe : ISubscriberEvent
    {
        public readonly ISubscription Subscription;

        public OnSubscribe(ISubscription subscription)
        {
            Subscription = subscription;
        }

        public override string ToString() => $"TestSubscriber.OnSubscribe({Subscription})";
    }

    /// <summary>An element came.</summary>
    public readonly struct OnNext<T> : ISubscriberEvent, IEquatable<OnNext<T>>
    {
        public readonly T Element;

        public OnNext(T element)
        {
            Element = element;
        }

        public bool Equals(OnNext<T> other) => EqualityComparer<T>.Default.Equals(Element, other.Element);

        public override bool Equals(object? obj) => obj is OnNext<T> other && Equals(other);

        public override int GetHashCode() => Element is null ? 0 : EqualityComparer<T>.Default.GetHashCode(Element);

        public override string ToString() => $"TestSubscriber.OnNext({Element})";
    }

    /// <summary>The stream has completed.</summary>
    public sealed class OnComplete : ISubscriberEvent
    {
        public static readonly OnComplete Instance = new();

        private OnComplete()
        {
        }

        public override string ToString() => "TestSubscriber.OnComplete";
    }

    /// <summary>The stream has failed.</summary>
    public readonly struct OnError : ISubscriberEvent
    {
        public readonly Exception Cause;

        public OnError(Exception cause)
        {
            Cause = cause;
        }

        public override string ToString() => $"TestSubscriber.OnError({Cause})";
    }

    /// <summary>A subscriber that asks for nothing by itself.</summary>
    public static ManualProbe<T> CreateManualSubscriberProbe<T>(this TestKitBase testKit) => new(testKit);

    /// <summary>A subscriber of one subscription.</summary>
    public static Probe<T> CreateSubscriberProbe<T>(this TestKitBase testKit) => new(testKit);
}
