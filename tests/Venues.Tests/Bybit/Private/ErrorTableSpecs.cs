using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit.Rest;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>What each code of the venue means.</summary>
public sealed class ErrorTableSpecs
{
    [Theory]
    [InlineData(VenueErrorKind.Duplicate, false, 10014, 20006, 110072, 170141)]
    [InlineData(VenueErrorKind.InvalidOrder, false, 110003, 110092, 110093, 110094, 110120, 110121)]
    [InlineData(
        VenueErrorKind.InsufficientMargin, false, 110004, 110006, 110007, 110012, 110044, 110045, 110052)]
    [InlineData(VenueErrorKind.NothingToReduce, false, 110017)]
    [InlineData(VenueErrorKind.OrderNotFound, false, 110001, 110008, 110010, 170213)]
    [InlineData(VenueErrorKind.NotTrading, false, 10029, 110023, 110074, 110103)]
    [InlineData(VenueErrorKind.AccountLimit, false, 110009, 110020, 110061, 110090, 3400139)]
    [InlineData(VenueErrorKind.ModeConflict, false, 110024, 110028, 110029)]
    [InlineData(VenueErrorKind.Unchanged, false, 34040, 110025, 110026, 110027, 110043)]
    [InlineData(VenueErrorKind.Busy, true, 110079)]
    [InlineData(VenueErrorKind.RateLimited, true, 10006, 10018, 10403, 10429, 20003)]
    [InlineData(VenueErrorKind.ClockSkew, true, 10002)]
    [InlineData(VenueErrorKind.Credentials, false, 10003, 10004, 10007)]
    [InlineData(VenueErrorKind.NotPermitted, false, 10005, 10008, 10009, 10010, 10024, 10027, 10028)]
    [InlineData(VenueErrorKind.BadRequest, false, 10001, 10017, 10404)]
    [InlineData(VenueErrorKind.Unavailable, true, 10000, 10016, 10019)]
    [InlineData(VenueErrorKind.Unclassified, false, 1, -1, 999_999, 170_001)]
    public void A_code_has_a_meaning_and_may_help_later_or_not(
        VenueErrorKind kind, bool isTransient, params int[] codes)
    {
        foreach (var code in codes)
        {
            var error = BybitErrors.Refused("POST /x", code, "words");
            Assert.Equal((code, kind, isTransient), (code, error.Kind, error.IsTransient));
            Assert.Equal($"bybit POST /x: retCode {code}: words", error.Message);
            Assert.Equal(kind != VenueErrorKind.Unclassified, BybitErrors.Known.Contains(code));
        }
    }

    [Fact]
    public void Every_known_code_is_one_of_these() => Assert.Equal(62, BybitErrors.Known.Count);

    [Fact]
    public void A_wrong_position_slot_is_told_from_other_wrong_parameters() => Assert.Equal(
        VenueErrorKind.ModeConflict,
        BybitErrors.Refused("r", 10001, "position idx not match position mode").Kind);

    [Fact]
    public void Only_failures_inside_the_venue_leave_a_doubt() => Assert.Equal(
        [10000, 10016, 10019], BybitErrors.Known.Where(BybitErrors.LeavesDoubt).Order());

    [Fact]
    public void Every_kind_says_whether_it_may_help_to_wait() => Assert.All(
        Enum.GetValues<VenueErrorKind>(), kind => Assert.IsType<bool>(new VenueError(kind, "").IsTransient));

    [Fact]
    public void An_unknown_kind_is_a_bug() =>
        Assert.Throws<InvalidOperationException>(() => new VenueError((VenueErrorKind)99, "").IsTransient);
}
