import pytest

from corpus.boilerplate import is_boilerplate
from corpus.bylines import byline_at
from corpus.metadata import stated_by

DROPPED = (
    "Contents:",
    "IMAGE: Farmers wait at the post in Varna, Bulgaria, on May 2, 2021. (Photo by Ann Lee/AFP via Getty Images)",
    "Delegates arrive at the harbour talks on March 3, 2022. (Jo Brandt/Reuters/Bloomberg/TNS)",
    "Ships queue outside the port of Odra in July. (Mira Holt/AP)",
    "A woman votes in Kotor. Photo: Jo Brandt",
    "Photo by Jo Brandt",
    "Photo: Jo Brandt/AFP",
    "Photo credit: Ministry of Ports",
    "(Photo by Jo Brandt/Getty Images)",
    "Follow on Twitter: @portwatch",
    "Follow her on X: @portwatch",
    "Follow Jo Brandt on Twitter @jobrandt.",
    "Follow us on Facebook and Twitter",
    "You can follow her on X at @jobrandt",
    "Edited by Mira Holt.",
    "Edited by Mira Holt and Jo Brandt",
    "Editing by Mira Holt; additional reporting by Jo Brandt",
    "Translated by Mira Holt",
    "Featured image obtained via Flickr under a CC BY 2.0 license.",
    "Featured image by Jo Brandt",
    "Image courtesy of the port authority.",
    "Join our new WhatsApp channel and get the latest on ports!",
    "Subscribe to our weekly newsletter",
    "Subscribe now",
    "Sign up for the Harbour Briefing, delivered to your inbox every Friday.",
    "Sign up here",
    "Click here to read the full report.",
    "Get the best of our analysis in your inbox every morning.",
    "Share",
    "Share this article",
    "Share on Facebook",
    "Tweet",
    "Advertisement",
    "We use cookies to improve your experience. By continuing you accept our policy.",
    "Accept all cookies",
    "Related: Why the grain deal failed",
    "Read more: Ports in peril",
    "READ MORE",
    "Read the original article.",
    "© 2023 Harbour Review. All rights reserved.",
    "All rights reserved",
    "Tags: ports, grain",
    "5 min read",
    "Donate to support our work",
    "https://harbour.example/report",
    "Last updated: May 3, 2021",
    "* * *",
    "AP Photo/Jo Brandt",
    "Jo Brandt/AFP via Getty Images",
    "Jo Brandt via Getty Images",
    "REUTERS/Jo Brandt",
    "Ships at anchor off Odra. REUTERS/Jo Brandt",
    "Top image: Ships at anchor. Credit: Jo Brandt",
    "Cover photo: Ships at anchor",
    "Mira Holt tweets @miraholt",
    "Disclaimer: this page is provided as is",
    "If you enjoyed this article, subscribe to our newsletter.",
    "Don’t miss our podcast: subscribe on Apple or Spotify.",
    "Like us on Facebook",
    "Download the full report (PDF)",
    "Listen to this article",
    "To receive our newsletter, click here.",
    "Would you like to receive this newsletter? Subscribe here.",
    "View this email in your browser",
    "Forward to a friend",
    "Unsubscribe from this list",
    "Print this page",
    "Follow @portwatch",
    "Twitter: @portwatch",
    "Email: press@harbour.example",
    "Caption: Ships at anchor",
)

KEPT = (
    "The ministry asked members to subscribe to the new convention by May.",
    "Subscribe to the convention, the minister told the assembly, or leave the union.",
    "Photographs of the port show that twelve ships waited outside.",
    "Images from the port show twelve ships waiting.",
    "Join the union or stay outside, the envoy said: those are the choices.",
    "Follow the money, the auditor told the committee.",
    "Share prices fell by 12 percent on Monday.",
    "Read the treaty closely and the gap is plain.",
    "Related talks in Geneva failed.",
    "Click farms in two countries spread the rumour, the report says.",
    "The report was edited by a committee of three states.",
    "Edited by hand, the list lost forty names.",
    "The agency (AFP) reported twelve deaths.",
    "He told Reuters that the deal was dead.",
    "The strike was claimed by the group, according to Reuters",
    "Talks were held under the Framework (and the Annex/Protocol).",
    "Officials told Radio Free Europe/Radio Liberty (RFE/RL) that talks had ended.",
    "Copyright law was tightened in 2020, and publishers gained.",
    "Home affairs remained with the interior minister.",
    "Next came the question of fees.",
    "Get the fees down in the new year, the owners said, and we will sail to our ports.",
    "Support our allies, he urged, or lose them.",
    "Keywords such as grain were blocked.",
    "Contents of the containers were not checked.",
    "Video of the attack showed two men.",
    "Image matters to the regime.",
    "Menu prices rose by a tenth.",
    "Register of members",
    "We use cookies as bait, the officer said.",
    "Donate blood, the ministry urged.",
    "By continuing the talks, the site of the old port can be saved.",
    "Like the minister, the envoy refused.",
    "Like us, they fear the deal on the port at sea.",
    "Find common ground on Telegram regulation, the council told the states.",
    "Print media were banned in May.",
    "The Centre for Ports is an independent body that inspects ships. It found nothing.",
    "The Port Council is an independent, non-partisan body created in 2004 to settle disputes.",
    "The views expressed at the meeting reflect a divided cabinet.",
    "Opinions differ.",
    "The report was published by the Ministry of Ports on 3 May 2021 and lists forty cases.",
    "The article was published in May and caused an outcry.",
    "Source: officials",
    "By Tuesday, the talks had failed",
    "By Monday evening",
    "Published: the list",
    "Date palms are grown there.",
    "In a report published by the Harbour Institute, two authors ask for a review.",
    "Posted to Geneva in 2019, she led the talks.",
    "Illustration of the problem: fees doubled in a year and nobody paid.",
    "Photo opportunities were rare.",
    "Picture a harbour without ships.",
    "Trending upward, the fees reached a record.",
    "Updated 2019 rules apply.",
    "More from Geneva is expected.",
    "Search and rescue went on.",
    "Released on 3 May 2021, the two sailors flew home.",
    "Issued by the council in 2020, the order has never been applied.",
    "Written by two officers, the memo warned of delays.",
    "It was first reported by Reuters.",
    "Author: unknown",
    "Statements made by the envoy do not represent the position of the ministry, its spokesman said.",
    "The positions presented by both sides represent a step back.",
)


@pytest.mark.parametrize("line", DROPPED)
def test_lines_around_an_article_are_told_from_it(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize("line", [f"**{DROPPED[0]}**", "## Contents", "[Subscribe now](https://harbour.example/join)"])
def test_markdown_marks_hide_nothing(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize("line", KEPT)
def test_sentences_that_merely_sound_like_notices_stay(line: str) -> None:
    assert not is_boilerplate(line)
    assert stated_by(line) is None
    assert byline_at((line,), 0) is None


def test_a_very_long_line_is_judged_at_once_and_stays() -> None:
    assert not is_boilerplate("(" * 200_000)
    assert stated_by("The Harbour, " * 20_000) is None
