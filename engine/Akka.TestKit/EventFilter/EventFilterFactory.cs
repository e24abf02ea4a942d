using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Expects or mutes log entries.</summary>
public class EventFilterFactory
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilterBase> _filters;

    /// <summary>For the kit's system.</summary>
    public EventFilterFactory(TestKitBase testkit)
        : this(testkit, testkit.Sys)
    {
    }

    /// <summary>For another system.</summary>
    public EventFilterFactory(TestKitBase testkit, ActorSystem system)
        : this(testkit, system, [])
    {
    }

    /// <summary>For another system, with filters there are already.</summary>
    public EventFilterFactory(TestKitBase testkit, ActorSystem actorSystem, IReadOnlyList<EventFilterBase> filters)
    {
        _testkit = testkit;
        _system = actorSystem;
        _filters = filters;
    }

    /// <summary>Errors with a cause.</summary>
    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception => Exception(typeof(TException), pattern, source);

    /// <summary>Errors with a cause.</summary>
    public IEventFilterApplier Exception(
        Type exceptionType, Regex pattern, string? source = null, bool checkInnerExceptions = false) =>
        CreateApplier(
            new ErrorFilter(exceptionType, new RegexMatcher(pattern), SourceMatcher(source), checkInnerExceptions),
            _system);

    /// <summary>Errors with a cause.</summary>
    public IEventFilterApplier Exception<TException>(
        string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    /// <summary>Errors with a cause.</summary>
    public IEventFilterApplier Exception(
        Type exceptionType,
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null,
        bool checkInnerExceptions = false) =>
        CreateApplier(
            new ErrorFilter(
                exceptionType,
                CreateMessageMatcher(message, start, contains),
                SourceMatcher(source),
                checkInnerExceptions),
            _system);

    /// <summary>Errors.</summary>
    public IEventFilterApplier Error(Regex pattern, string? source = null) =>
        ForLogLevel(LogLevel.ErrorLevel, pattern, source);

    /// <summary>Errors.</summary>
    public IEventFilterApplier Error(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.ErrorLevel, message, start, contains, source);

    /// <summary>Warnings.</summary>
    public IEventFilterApplier Warning(Regex pattern, string? source = null) =>
        ForLogLevel(LogLevel.WarningLevel, pattern, source);

    /// <summary>Warnings.</summary>
    public IEventFilterApplier Warning(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.WarningLevel, message, start, contains, source);

    /// <summary>Info entries.</summary>
    public IEventFilterApplier Info(Regex pattern, string? source = null) =>
        ForLogLevel(LogLevel.InfoLevel, pattern, source);

    /// <summary>Info entries.</summary>
    public IEventFilterApplier Info(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.InfoLevel, message, start, contains, source);

    /// <summary>Debug entries.</summary>
    public IEventFilterApplier Debug(Regex pattern, string? source = null) =>
        ForLogLevel(LogLevel.DebugLevel, pattern, source);

    /// <summary>Debug entries.</summary>
    public IEventFilterApplier Debug(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.DebugLevel, message, start, contains, source);

    /// <summary>Entries of a level.</summary>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string? source = null) =>
        CreateApplier(new LevelFilter(logLevel, new RegexMatcher(pattern), SourceMatcher(source)), _system);

    /// <summary>Entries of a level.</summary>
    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel,
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null) =>
        CreateApplier(
            new LevelFilter(logLevel, CreateMessageMatcher(message, start, contains), SourceMatcher(source)), _system);

    /// <summary>Entries that a predicate accepts.</summary>
    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) =>
        CreateApplier(new CustomFilter(predicate), _system);

    /// <summary>Entries that a predicate accepts.</summary>
    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent =>
        CreateApplier(new CustomFilter(e => e is TLogEvent typed && predicate(typed)), _system);

    /// <summary>Dead letters.</summary>
    public IEventFilterApplier DeadLetter() => CreateApplier(new DeadLettersFilter(null, null), _system);

    /// <summary>Dead letters of a type.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) =>
        DeadLetter(m => m is TMessage, source);

    /// <summary>Dead letters of a type that a function accepts.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        DeadLetter(m => m is TMessage typed && isMatch(typed), source);

    /// <summary>Dead letters of a type.</summary>
    public IEventFilterApplier DeadLetter(Type type, string? source = null) =>
        DeadLetter(type.IsInstanceOfType, source);

    /// <summary>Dead letters of a type that a function accepts.</summary>
    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string? source = null) =>
        DeadLetter(m => type.IsInstanceOfType(m) && isMatch(m), source);

    /// <summary>Accepts a message, the start of one, a part of one, or everything.</summary>
    protected static IStringMatcher CreateMessageMatcher(string? message, string? start, string? contains) =>
        message is not null ? new StringMatcher(message, StringMatch.Equal)
        : start is not null ? new StringMatcher(start, StringMatch.Start)
        : contains is not null ? new StringMatcher(contains, StringMatch.Contain)
        : new StringMatcher(null, StringMatch.Any);

    /// <summary>What a filter can be used for, together with those there are already.</summary>
    protected IEventFilterApplier CreateApplier(EventFilterBase filter, ActorSystem system) =>
        new EventFilterApplier(_testkit, system, [.. _filters, filter]);

    private static SourceMatcher? SourceMatcher(string? source) => source is null ? null : new SourceMatcher(source);

    private IEventFilterApplier DeadLetter(Predicate<object> isMatch, string? source) =>
        CreateApplier(new DeadLettersFilter(null, SourceMatcher(source), l => isMatch(l.Message)), _system);
}
